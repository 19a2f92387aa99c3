import { UsageError, UserError } from '#tooling/platform';
import { describe, expect, it } from '@jest/globals';
import { Deployment } from '../src/deployment.js';

const LOYALTY = { name: 'loyalty', port: 4006 };
const NAMES = ['loyalty', 'customers'];
const open = (addresses: string[], env = { OPERATOR_TOKEN: 'a-token' } as NodeJS.ProcessEnv) =>
  new Deployment(addresses, NAMES, env);

describe('a deployment', () => {
  it.each([
    [
      'a host of its own for each service',
      ['https://{service}.shop.example'],
      'https://loyalty.shop.example',
    ],
    ['a path for each service', ['https://shop.example/{service}/'], 'https://shop.example/loyalty'],
    ['one host with a port for each service', ['http://10.0.0.5'], 'http://10.0.0.5:4006'],
    ['the same by its IPv6 address', ['http://[::1]'], 'http://[::1]:4006'],
    ['a path for each service behind one port', ['http://h:8080/{service}'], 'http://h:8080/loyalty'],
    ['the address of one service', ['loyalty=https://points.example:8443'], 'https://points.example:8443'],
    ['its own address with its name', ['loyalty=https://{service}.example'], 'https://loyalty.example'],
    ['an exception', ['https://{service}.shop.example', 'loyalty=http://l:1'], 'http://l:1'],
    ['none', ['customers=https://c.example'], undefined],
  ])('is found by %s', (_how, addresses, url) => {
    expect(open(addresses).urlOf(LOYALTY)).toBe(url);
  });

  it('takes the token from the environment', async () => {
    expect(await open(['http://h']).tokenForAll()).toBe('a-token');
    expect(() => open(['http://h'], {})).toThrow(UserError);
    expect(() => open(['http://h'], {})).toThrow('OPERATOR_TOKEN is missing');
  });

  it.each([
    [['shop.example'], 'not "shop.example"'],
    [['ftp://shop.example'], 'not "ftp://shop.example"'],
    [['loyalti=http://h'], 'There is no service loyalti: did you mean loyalty?'],
    [
      ['http://127.0.0.1:26000'],
      '--url "http://127.0.0.1:26000" has one port for all services: leave the port out',
    ],
    [['https://shop.example:443/'], 'or NAME=https://shop.example:443/ for one service.'],
    [['http://[::1]:80'], 'has one port for all services'],
    [['http://{servic}.x'], '--url fills in {service} only, not {servic}: "http://{servic}.x".'],
    [['https://{service}.x/{version}'], 'not {version}'],
    [['loyalty=http://{name}.x'], 'not {name}'],
    [['loyalty=http://h', 'loyalty=http://i'], '--url names loyalty twice'],
    [['http://h', 'http://i'], '--url takes one address for all services, not 2'],
  ])('refuses %j', (addresses, text) => {
    expect(() => open(addresses)).toThrow(UsageError);
    expect(() => open(addresses)).toThrow(text);
  });
});
