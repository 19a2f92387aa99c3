import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { checkTarget, gatewayAt } from '../src/target.js';
import { FakePlatform } from './fixtures/fake-platform.js';

const ENVIRONMENTS = { test: { production: false }, live: { production: true } };

describe('the target of a load test', () => {
  let platform: FakePlatform;
  beforeEach(async () => {
    platform = await FakePlatform.open();
  });
  afterEach(() => platform.close());
  const check = (url = platform.url, PERF_TARGET?: string) => checkTarget(url, { PERF_TARGET }, ENVIRONMENTS);
  /** An address that reaches this machine and does not look like it. */
  const elsewhere = () => `http://0.0.0.0:${platform.port}`;

  it('may be a platform on this machine that is no production', async () => {
    expect(await check()).toBe('fake');
    platform.info = { name: 'gateway', environment: 'test', revision: 'abc' };
    expect(await check()).toBe('abc');
  });

  it.each([['production'], ['live'], ['unheard-of'], [undefined]])(
    'is no platform that says %s',
    async (environment) => {
      platform.info = { name: 'gateway', environment };
      await expect(check()).rejects.toThrow(`says that its environment is ${environment ?? 'unknown'}`);
    },
  );

  it('is no other service, and says where the gateway is', async () => {
    platform.info = { name: 'loyalty', environment: 'development' };
    const offset = platform.port - 4_006;
    await expect(check()).rejects.toThrow(
      `${platform.url} is loyalty, and a load test goes through the gateway: it is at http://127.0.0.1:${4_010 + offset}.`,
    );
    platform.info = { environment: 'development' };
    await expect(check()).rejects.toThrow(
      'is a program without a name, and a load test goes through the gateway',
    );
  });

  it.each(['http://a:80', 'http://a/', 'http://a/api', 'https://a/api/'])('may be given as %s', (given) => {
    expect(gatewayAt(given)).toMatch(/^https?:\/\/a$/);
  });

  it.each([
    ['http://ann:secret@a', '--target has a user,'],
    ['http://a/shop', '--target has a path,'],
    ['http://a/api?release=v2', '--target has a query,'],
    ['localhost:4010', 'localhost:4010 is no address of a gateway'],
  ])('is refused as %s', (given, refusal) => {
    expect(() => gatewayAt(given)).toThrow(refusal);
  });

  it('speaks TLS if that is asked for', async () => {
    const url = platform.url.replace('http', 'https');
    await expect(check(url)).rejects.toThrow(
      `${url} does not speak TLS: give its address as ${platform.url}.`,
    );
  });

  it('is on another machine only if PERF_TARGET names it', async () => {
    const refusal = `is not on this machine: set PERF_TARGET=${elsewhere()}`;
    await expect(check(elsewhere())).rejects.toThrow(refusal);
    await expect(check(elsewhere(), 'http://other.example')).rejects.toThrow(refusal);
    expect(platform.requests).toEqual([]);
    expect(await check(elsewhere(), `${elsewhere()}/`)).toBe('fake');
    platform.info = { name: 'gateway', environment: 'production' };
    await expect(check(elsewhere(), elsewhere())).rejects.toThrow('its environment is production');
  });

  it.each([
    ['no object', null],
    ['something else', { environment: 1 }],
  ])('is no server whose /info is %s', async (_, info) => {
    platform.info = info as object;
    await expect(check()).rejects.toThrow(`${platform.url}/info does not answer as a gateway does`);
  });

  it('is no server whose /info fails', async () => {
    platform.capacity = 0;
    await expect(check()).rejects.toThrow('does not answer as a gateway does');
  });

  it('answers', async () => {
    const { url } = platform;
    await platform.close();
    await expect(check(url)).rejects.toThrow(`${url}/info does not answer`);
    platform = await FakePlatform.open();
  });
});
