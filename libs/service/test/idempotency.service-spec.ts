import { Database, Retention } from '#libs/database';
import { Idempotency, KeyedHash } from '#libs/service';
import { newId } from '#libs/telemetry';
import { type ServiceUnderTest, eventually, TestEnvironment } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { createHash } from 'node:crypto';
import { idempotencyRetention } from '../src/idempotency.js';
import { PlatformRows } from '../src/platform-rows.js';
import { things } from './fixtures/things.js';

describe('a request with an Idempotency-Key', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;
  let database: Database;
  let idempotency: Idempotency;
  let rows: PlatformRows;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    service = await environment.start(things);
    database = new Database(environment.url('things', 'things'), { connections: 10 });
    idempotency = new Idempotency(database, new KeyedHash('a secret'));
    rows = new PlatformRows(new KeyedHash('a secret'));
  });
  afterAll(async () => {
    await database.close();
    await environment.close();
  });

  const SCOPE = { name: 'scope', person: undefined };
  const sent = (value: string, by = 'somebody', request: unknown = {}) => ({ value, by, request });
  const run = (
    key: string | undefined,
    request: unknown = {},
    scope = 'scope',
    person?: string,
    by?: string,
  ) => {
    const ids: string[] = [];
    const under = key === undefined ? undefined : sent(key, by, request);
    const answer = idempotency.once({ name: scope, person }, under, async (id) => {
      ids.push(id);
      return { id };
    });
    return answer.then(({ id }) => ({ id, ran: ids.length === 1 }));
  };
  const failing = (key: string) => {
    let under = '';
    const attempt = idempotency.once(SCOPE, sent(key), (id) => {
      under = id;
      return Promise.reject(new Error('broken'));
    });
    return expect(attempt)
      .rejects.toThrow('broken')
      .then(() => under);
  };
  const problem = (status: number, code: string, extra = {}) =>
    expect.objectContaining({ status, code, extra });
  const set = (key: string, change: ReturnType<typeof sql>) =>
    sql`update platform.idempotency set ${change} where key like ${`% ${key}`}`.execute(database.query);

  it('is run once, and its answer repeated', async () => {
    const key = newId();
    const first = await run(key, { a: 1 });
    expect(first.ran).toBe(true);
    expect(await run(key, { a: 1 })).toEqual({ id: first.id, ran: false });
  });

  it('repeats its answer with the members in the same order', async () => {
    const key = newId();
    const answer = { status: 'begun', id: '7', about: { zone: 1, at: 2 } };
    const once = () => idempotency.once(SCOPE, sent(key), () => Promise.resolve(answer));
    expect([JSON.stringify(await once()), JSON.stringify(await once())]).toEqual([
      JSON.stringify(answer),
      JSON.stringify(answer),
    ]);
  });

  it('runs every time without a key', async () => {
    const [first, second] = [await run(undefined), await run(undefined)];
    expect([first.ran, second.ran]).toEqual([true, true]);
    expect(first.id).not.toBe(second.id);
  });

  it.each([[undefined], [null], [0], [false], ['']])('is run once when its answer is %p', async (answer) => {
    const key = newId();
    let runs = 0;
    const work = () => Promise.resolve(void runs++).then(() => answer);
    await idempotency.once(SCOPE, sent(key), work);
    expect((await idempotency.once(SCOPE, sent(key), work)) ?? undefined).toBe(answer ?? undefined);
    expect(runs).toBe(1);
  });

  it('is refused when the key belongs to another request', async () => {
    const key = newId();
    await run(key, { a: 1 });
    await expect(run(key, { a: 2 })).rejects.toEqual(problem(422, 'idempotency-key-reused'));
    await failing(`${key}-failed`);
    await expect(run(`${key}-failed`, { a: 2 })).rejects.toEqual(problem(422, 'idempotency-key-reused'));
  });

  it('is the same one with its members in another order', async () => {
    const key = newId();
    const first = await run(key, { a: 1, b: [{ c: 2, d: 3 }] });
    expect(await run(key, { b: [{ d: 3, c: 2 }], a: 1 })).toEqual({ id: first.id, ran: false });
  });

  it('is a new one under another CLIENT_SECRET, and is not called another request', async () => {
    const key = newId();
    await run(key);
    const later = new Idempotency(database, new KeyedHash('another secret'));
    expect(await later.once(SCOPE, sent(key), () => Promise.resolve('done anew'))).toBe('done anew');
  });

  it('is refused while the first one runs, and says when to retry', async () => {
    const key = newId();
    const begun = Promise.withResolvers<void>();
    const end = Promise.withResolvers<void>();
    const first = idempotency.once(SCOPE, sent(key), async () => {
      begun.resolve();
      await end.promise;
      return { id: 'first' };
    });
    await begun.promise;
    await expect(run(key)).rejects.toEqual(problem(409, 'request-in-progress', { retryAfter: 1 }));
    end.resolve();
    await first;
    expect(await run(key)).toEqual({ id: 'first', ran: false });
  });

  it('runs once when many arrive at the same time', async () => {
    const key = newId();
    const settled = await Promise.allSettled(Array.from({ length: 10 }, () => run(key)));
    const ran = settled.filter((one) => one.status === 'fulfilled' && one.value.ran);
    expect(ran).toHaveLength(1);
  });

  it('is run again under the same id after it failed', async () => {
    const key = newId();
    const failed = await failing(key);
    expect(await failing(key)).toBe(failed);
    expect(await run(key)).toEqual({ id: failed, ran: true });
    expect(await run(key)).toEqual({ id: failed, ran: false });
  });

  it('is run again under the same id after a crash', async () => {
    const key = newId();
    const failed = await failing(key);
    await set(key, sql`lease_until = now() + interval '1 minute'`);
    await expect(run(key)).rejects.toEqual(problem(409, 'request-in-progress', { retryAfter: 1 }));
    await set(key, sql`lease_until = now() - interval '1 second'`);
    expect(await run(key)).toEqual({ id: failed, ran: true });
  });

  it('is another one in another scope', async () => {
    const key = newId();
    const scopes = [
      ['a', `b:${key}`],
      ['a:b', key],
      ['a b', key],
      ['b', key],
    ] as const;
    for (const [scope, header] of scopes) expect((await run(header, {}, scope)).ran).toBe(true);
    for (const [scope, header] of scopes) expect((await run(header, {}, scope)).ran).toBe(false);
  });

  it('is another one of another caller, who learns nothing of the first', async () => {
    const key = newId();
    const first = await run(key, { a: 1 });
    for (const request of [{ a: 1 }, { a: 2 }]) {
      const by = newId();
      const other = await run(key, request, 'scope', undefined, by);
      expect(other.ran && other.id !== first.id).toBe(true);
      expect(await run(key, request, 'scope', undefined, by)).toEqual({ id: other.id, ran: false });
      expect(await service.tablesWith(by)).toEqual([]);
    }
    expect(await run(key, { a: 1 })).toEqual({ id: first.id, ran: false });
  });

  it.each(['', 'with blank', 'ü', 'x'.repeat(256), 'tab\t'])('is refused for the key "%s"', async (key) => {
    await expect(run(key)).rejects.toEqual(problem(400, 'idempotency-key-invalid'));
    await expect(run(key)).rejects.toThrow('ASCII');
  });

  it('expires after a day', async () => {
    const [old, young] = [newId(), newId()];
    await run(old);
    await run(young);
    await set(old, sql`created_at = now() - interval '25 hours'`);
    await set(young, sql`created_at = now() - interval '23 hours'`);
    await new Retention(database, [idempotencyRetention], () => {}).prune();
    expect(await run(old)).toMatchObject({ ran: true });
    expect(await run(young)).toMatchObject({ ran: false });
  });

  it('stores only a keyed fingerprint of its content', async () => {
    const key = newId();
    const request = { words: 'very personal' };
    await run(key, request);
    for (const encoding of ['hex', 'base64', 'base64url'] as const) {
      const guess = createHash('sha256').update(JSON.stringify(request)).digest(encoding);
      expect(await service.tablesWith(guess)).toEqual([]);
    }
    const { rows } = await sql`select * from platform.idempotency where key like ${`% ${key}`}`.execute(
      database.query,
    );
    expect(JSON.stringify(rows)).not.toContain('personal');
  });

  it('is new again once its key is deleted, in that scope alone', async () => {
    const key = newId();
    const [first, other] = [await run(key), await run(key, {}, 'other')];
    await idempotency.forget(SCOPE, sent(key));
    const again = await run(key, { another: 'request' });
    expect(again.ran).toBe(true);
    expect(again.id).not.toBe(first.id);
    expect(await run(key, {}, 'other')).toEqual({ id: other.id, ran: false });
  });

  describe('of a person who is erased', () => {
    const erase = (person: string) => database.inTransaction((tx) => rows.erase(tx, person));

    it('leaves nothing behind, whether it concerned the person or made them', async () => {
      const [key, another, other] = [newId(), newId(), newId()];
      const made = await run(key);
      await run(another, {}, 'scope', made.id);
      const kept = await run(other, {}, 'scope', newId());
      await erase(made.id);
      expect(await service.tablesWith(made.id)).toEqual([]);
      expect((await run(key)).id).not.toBe(made.id);
      expect(await run(another)).toMatchObject({ ran: true });
      expect(await run(other)).toEqual({ id: kept.id, ran: false });
    });

    it('stores no answer when the erasure came first', async () => {
      const [key, person] = [newId(), newId()];
      await idempotency.once({ name: 'scope', person }, sent(key), async () => {
        await erase(person);
        return { about: person };
      });
      expect(await service.tablesWith(person)).toEqual([]);
    });
  });

  describe('over HTTP', () => {
    const thing = { label: newId(), parts: [], about: null };
    const post = (key: string, body: object = thing) =>
      service.post('/things', body, { headers: { 'idempotency-key': key } });

    it('creates one thing and says one event', async () => {
      const key = newId();
      const [first, second] = [await post(key), await post(key)];
      expect([first.status, second.status]).toEqual([201, 201]);
      expect(second.body).toEqual(first.body);
      const said = await service.said('thing.made.v1');
      expect(said.filter(({ body }) => body.thingId === first.body.thingId)).toHaveLength(1);
    });

    it.each<[string, object]>([
      ['label', { label: 'another' }],
      ['parts', { parts: [{ label: 'a part', size: 2 }] }],
      ['about, which the handler does not use', { about: null }],
    ])('is refused with another %s', async (_member, change) => {
      const [key, first] = [
        newId(),
        { label: newId(), parts: [{ label: 'a part', size: 1 }], about: { note: 'a note' } },
      ];
      await post(key, first);
      expect(await post(key, { ...first, ...change })).toMatchObject({
        status: 422,
        body: { type: 'urn:troupe:problem:idempotency-key-reused' },
      });
      expect((await post(key, first)).status).toBe(201);
    });

    it('is refused with another query', async () => {
      const [key, first] = [newId(), { ...thing, label: newId() }];
      const to = (path: string) => service.post(path, first, { headers: { 'idempotency-key': key } });
      expect([(await to('/things')).status, (await to('/things?kind=2')).status]).toEqual([201, 422]);
    });

    it('is answered with Retry-After while the first one runs', async () => {
      const key = newId();
      const late = { ...thing, label: newId() };
      const { answer, first } = await environment.database('things').inTransaction(async (tx) => {
        await sql`lock table thing in access exclusive mode`.execute(tx);
        const first = post(key, late);
        await eventually(async () => {
          const { rows } = await sql`select from platform.idempotency where key like ${`% ${key}`}`.execute(
            database.query,
          );
          return rows.length > 0;
        });
        return { answer: await post(key, late), first };
      });
      expect(answer).toMatchObject({ status: 409, body: { type: 'urn:troupe:problem:request-in-progress' } });
      expect(answer.headers.get('retry-after')).toBe('1');
      expect((await first).status).toBe(201);
    });
  });
});
