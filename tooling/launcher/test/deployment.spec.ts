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
    ['the address of one service', ['loyalty=https://points.example:8443'], 'https://points.example:8443'],
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
    [['http://h', 'http://i'], '--url takes one address for all services, not 2'],
  ])('refuses %j', (addresses, text) => {
    expect(() => open(addresses)).toThrow(UsageError);
    expect(() => open(addresses)).toThrow(text);
  });
});
