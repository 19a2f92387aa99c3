import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { checkTarget } from '../src/target.js';
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
    platform.info = { environment: 'test', revision: 'abc' };
    expect(await check()).toBe('abc');
  });

  it.each([['production'], ['live'], ['unheard-of'], [undefined]])(
    'is no platform that says %s',
    async (environment) => {
      platform.info = { environment };
      await expect(check()).rejects.toThrow(`says that its environment is ${environment ?? 'unknown'}`);
    },
  );

  it('is on another machine only if PERF_TARGET names it', async () => {
    const refusal = `is not on this machine: set PERF_TARGET=${elsewhere()}`;
    await expect(check(elsewhere())).rejects.toThrow(refusal);
    await expect(check(elsewhere(), 'http://other.example')).rejects.toThrow(refusal);
    expect(platform.requests).toEqual([]);
    expect(await check(elsewhere(), `${elsewhere()}/`)).toBe('fake');
    platform.info = { environment: 'production' };
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
