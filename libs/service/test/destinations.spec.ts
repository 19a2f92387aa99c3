import { describe, expect, it } from '@jest/globals';
import { isInternal, dispatcherFor } from '../src/destinations.js';

describe('an address', () => {
  it.each([
    '0.0.0.0',
    '10.0.0.1',
    '10.255.255.255',
    '100.64.0.1',
    '127.0.0.1',
    '127.1.2.3',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.192',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:169.254.169.254',
    '::ffff:a9fe:a9fe',
    '64:ff9b::a9fe:a9fe',
    '2002:a9fe:a9fe::1',
    'fc00::1',
    'fd00:ec2::254',
    'fe80::1',
    'ff02::1',
  ])('%s is internal', (address) => {
    expect(isInternal(address)).toBe(true);
  });

  it.each([
    '1.1.1.1',
    '9.255.255.255',
    '11.0.0.1',
    '93.184.215.14',
    '100.63.255.255',
    '128.0.0.1',
    '169.253.255.255',
    '172.15.255.255',
    '172.32.0.0',
    '192.167.255.255',
    '::ffff:8.8.8.8',
    '2606:4700:4700::1111',
  ])('%s is on the Internet', (address) => {
    expect(isInternal(address)).toBe(false);
  });
});

describe('the agent for a third party', () => {
  it.each([
    'http://127.0.0.1:80',
    'http://[::1]:80',
    'https://10.0.0.7',
    'http://localhost:80',
    'http://stub',
  ])('is unrestricted where the configuration says so: %s', (url) => {
    expect(dispatcherFor(url, ['stub'])).toBeUndefined();
  });

  it.each(['https://carrier.example', 'http://stub', 'http://localhost.example', 'http://127.0.0.1.example'])(
    'leads to the Internet alone: %s',
    (url) => {
      expect(dispatcherFor(url, ['carrier'])).toBeDefined();
    },
  );
});
