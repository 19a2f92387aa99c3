import { Retention } from '#libs/database';
import { Idempotency, KeyedHash, Limits } from '#libs/service';
import { newId } from '#libs/telemetry';
import { type ServiceUnderTest, TestEnvironment } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { limitsRetention } from '../src/limits.js';
import { PlatformRows } from '../src/platform-rows.js';
import { things } from './fixtures/things.js';

describe('the tables of the platform', () => {
  const hashes = new KeyedHash('a secret');
  let environment: TestEnvironment;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    service = await environment.start(things);
  });
  afterAll(() => environment.close());

  const count = async (table: string) => {
    const { rows } = await sql`select from ${sql.table(table)}`.execute(service.database.query);
    return rows.length;
  };
  /** Leaves a row of a person in each table. A table that is missing here fails the test of the erasure. */
  const TABLES: Record<string, (person: string) => Promise<unknown>> = {
    'platform.idempotency': (person) =>
      new Idempotency(service.database, hashes).once(
        { name: 'scope', person },
        { value: newId(), by: 'somebody', request: {} },
        async () => ({}),
      ),
    'platform.rate_limit': (person) => new Limits(service.database, hashes).of('limit', 9).count(person),
  };

  /** Tables that hold nothing about people. */
  const IMPERSONAL = ['platform.issuer_keys'];

  it('keep nothing of a person who is erased, and what they keep of others', async () => {
    const { rows } = await sql<{ name: string }>`
      select schemaname || '.' || tablename as name from pg_tables
      where schemaname = 'platform' order by 1`.execute(service.database.query);
    const personal = rows.map(({ name }) => name).filter((name) => !IMPERSONAL.includes(name));
    expect(personal).toEqual(Object.keys(TABLES));
    const [person, other] = [newId(), newId()];
    for (const [table, leave] of Object.entries(TABLES)) {
      await sql`delete from ${sql.table(table)}`.execute(service.database.query); // what another test has left
      await leave(person);
      await leave(other);
      expect(await count(table)).toBe(2);
    }
    await service.database.inTransaction((tx) => new PlatformRows(hashes).erase(tx, person));
    for (const table of Object.keys(TABLES)) expect(await count(table)).toBe(1);
  });

  it('count nothing of a past minute for longer than an hour', async () => {
    const limiter = new Limits(service.database, hashes).of('pruned', 9);
    for (const key of ['past', 'current']) await limiter.count(key);
    const before = await count('platform.rate_limit');
    await sql`update platform.rate_limit set created_at = now() - interval '61 minutes',
      expire = case when key = ${`pruned:${hashes.of('past')}`} then 0 else expire end`.execute(
      service.database.query,
    );
    await new Retention(service.database, [limitsRetention], () => {}).prune();
    expect(await count('platform.rate_limit')).toBe(before - 1);
  });
});
