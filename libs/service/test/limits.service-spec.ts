import type { Refusal } from '#libs/messaging';
import { type ServiceUnderTest, TestEnvironment } from '#tooling/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { createHash } from 'node:crypto';
import { KeyedHash } from '../src/keyed-hash.js';
import { addressOf } from '../src/limit-rules.js';
import { type Limiter, Limits } from '../src/limits.js';
import { things } from './fixtures/things.js';

const PROXY = { TRUSTED_PROXIES: '127.0.0.0/8', LOOKS_PER_MINUTE: '3' };

describe('a limit', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    service = await environment.start(things, PROXY);
  });
  afterEach(async () => {
    await sql`delete from platform.rate_limit`.execute(service.database.query);
  });
  afterAll(() => environment.close());

  const look = (headers: Record<string, string> = {}, at = service) => at.get('/look', { headers });
  const statuses = async (many: number, headers?: Record<string, string>) => {
    const statuses: number[] = [];
    for (let nth = 0; nth < many; nth++) statuses.push((await look(headers)).status);
    return statuses;
  };

  it('tells callers what is left, and refuses what exceeds it', async () => {
    const first = await look();
    expect(first.headers.get('ratelimit-policy')).toBe('"looks-per-minute";q=3;w=60');
    expect(first.headers.get('ratelimit')).toMatch(/^"looks-per-minute";r=2;t=(60|59)$/);
    expect(await statuses(2)).toEqual([200, 200]);
    const refused = await look();
    expect(refused).toMatchObject({
      status: 429,
      body: { type: 'urn:troupe:problem:too-many-requests', correlationId: expect.any(String) },
    });
    expect(refused.headers.get('ratelimit')).toMatch(/^"looks-per-minute";r=0;t=\d+$/);
    const wait = Number(refused.headers.get('retry-after'));
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(60);
    expect(refused.body.detail).toContain(`${wait} seconds`);
  });

  it('holds over all replicas, for concurrent calls too', async () => {
    const replica = await environment.start(things, PROXY);
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, nth) => look({}, nth % 2 ? replica : service)),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(3);
    await replica.stop();
  });

  it('ends with its minute', async () => {
    expect(await statuses(4)).toEqual([200, 200, 200, 429]);
    await sql`update platform.rate_limit set expire = expire - 60000`.execute(service.database.query);
    expect(await statuses(1)).toEqual([200]);
  });

  it('counts each address by itself when a trusted proxy names it', async () => {
    expect(await statuses(4, { 'x-forwarded-for': '203.0.113.7' })).toEqual([200, 200, 200, 429]);
    expect(await statuses(1, { 'x-forwarded-for': '203.0.113.8' })).toEqual([200]);
    const spoofed = { 'x-forwarded-for': '203.0.113.9, 203.0.113.7' };
    expect(await statuses(1, spoofed)).toEqual([429]);
  });

  it('ignores proxies that are not trusted', async () => {
    const open = await environment.start(things);
    const { body } = await look({ 'x-forwarded-for': '203.0.113.7' }, open);
    expect(body.from).toBe('127.0.0.1');
    await open.stop();
  });

  it('counts the callers of the service at the edge, which proves itself by its key', async () => {
    const behind = (key: string) => ({ 'x-edge-key': key, 'x-client-address': '203.0.113.20' });
    const open = await environment.start(things);
    const from = async (headers: Record<string, string>) => (await look(headers, open)).body.from as string;
    expect(await from(behind('test-EDGE_KEY'.padEnd(32, '.')))).toBe('203.0.113.20');
    expect(await from(behind('guessed'))).toBe('127.0.0.1');
    expect(await from({ ...behind('test-EDGE_KEY'.padEnd(32, '.')), 'x-client-address': 'me' })).toBe(
      '127.0.0.1',
    );
    await open.stop();
  });

  it('counts by several keys, and tells callers about each', async () => {
    const answer = await look({ 'x-account': 'ann@example.com' });
    expect(answer.headers.get('ratelimit')?.split(', ')).toHaveLength(2);
    for (const nth of [1, 2])
      await look({ 'x-account': 'ann@example.com', 'x-forwarded-for': `203.0.113.${nth}` });
    const elsewhere = { 'x-account': 'ann@example.com', 'x-forwarded-for': '203.0.113.3' };
    const refused = await look(elsewhere);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('ratelimit')).toMatch(
      /^"looks-per-minute";r=2;t=\d+, "looks-per-minute";r=0;t=\d+$/,
    );
    expect(refused.headers.get('ratelimit')).toContain(`r=0;t=${refused.headers.get('retry-after')}`);
    expect(refused.body).not.toHaveProperty('exhausted');
    expect(await service.tablesWith('ann@example.com')).toEqual([]);
    for (const encoding of ['hex', 'base64', 'base64url'] as const)
      expect(
        await service.tablesWith(createHash('sha256').update('ann@example.com').digest(encoding)),
      ).toEqual([]);
  });

  it('refuses before the rest of the request is validated, and only where it is declared', async () => {
    await statuses(3);
    expect((await look({ accept: 'image/png' })).status).toBe(429);
    expect((await service.get('/list')).status).toBe(200);
  });
});

describe('a limit on outcomes', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;
  let limiter: Limiter;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    service = await environment.start(things);
    limiter = new Limits(service.database, new KeyedHash('secret')).of('finds', 2);
  });
  afterAll(() => environment.close());

  const isFound = (found: boolean) => found;
  const find = (key: string, found = true) => limiter.countIf(key, async () => found, isFound);

  it('counts before the work runs, so that work at once does not exceed it', async () => {
    let runs = 0;
    const work = async () => ++runs > 0;
    const outcomes = await Promise.allSettled(
      Array.from({ length: 6 }, () => limiter.countIf('a', work, isFound)),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    expect(runs).toBe(2);
    await expect(find('a')).rejects.toMatchObject({ status: 429 });
  });

  it('counts neither other outcomes, nor failures, nor what it refuses', async () => {
    const fail = () => limiter.countIf('b', () => Promise.reject(new Error('broken')), isFound);
    for (let nth = 0; nth < 3; nth++) {
      expect(await find('b', false)).toBe(false);
      await expect(fail()).rejects.toThrow('broken');
    }
    await Promise.allSettled(Array.from({ length: 9 }, () => find('b', false)));
    expect([await find('b'), await find('b')]).toEqual([true, true]);
  });

  it('has a caller wait a second while running work fills it, and until the minute ends once outcomes do', async () => {
    const [open, begun] = [Promise.withResolvers<boolean>(), Promise.withResolvers<void>()];
    let running = 0;
    const work = () => {
      if (++running === 2) begun.resolve();
      return open.promise;
    };
    const both = [1, 2].map(() => limiter.countIf('d', work, isFound));
    await begun.promise;
    const exhausted = { policy: '"finds";q=2;w=60', left: '"finds";r=0;t=1' };
    await expect(find('d')).rejects.toMatchObject({ status: 429, extra: { retryAfter: 1, exhausted } });

    open.resolve(true);
    await Promise.all(both);
    const { extra } = await find('d').then(
      () => ({ extra: { retryAfter: 0 } }),
      (error: unknown) => error as Refusal,
    );
    expect(extra.retryAfter).toBeGreaterThan(30);
  });

  it('takes nothing back from the next minute', async () => {
    await limiter.countIf(
      'c',
      async () => {
        await sql`update platform.rate_limit set expire = expire - 60001`.execute(service.database.query);
        await find('c');
        await sql`update platform.rate_limit set expire = expire + 60000`.execute(service.database.query); // a minute later
        return false;
      },
      isFound,
    );
    await find('c');
    await expect(find('c')).rejects.toMatchObject({ status: 429 });
  });
});

describe('the address of a call', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::9', '2001:db8:1:2'],
    ['2001:db8::9', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['1:2:3::', '1:2:3:0'],
  ])('%s counts as %s', (ip, address) => {
    expect(addressOf({ ip })).toBe(address);
  });
});
