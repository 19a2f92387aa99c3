import { Database } from '#libs/database';
import { newId } from '#libs/telemetry';
import { eventually, pagesWith } from '#tooling/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { ErasureVacuum } from '../src/index.js';
import { MessagingFixture, type TestService, thing } from './messaging-fixture.js';

const MINUTE_MS = 60_000;

describe('the vacuum after an erasure', () => {
  let fixture: MessagingFixture;
  let person: string;
  let note: string;
  beforeAll(async () => {
    fixture = await MessagingFixture.open();
  });
  beforeEach(() => {
    person = newId();
    note = `canary-${newId()}`;
  });
  afterEach(() => fixture.reset());
  afterAll(() => fixture.close());

  const errors: Error[] = [];
  const vacuum = async (afterMs: number) =>
    new ErasureVacuum(await fixture.databaseUrl('beta'), (error) => errors.push(error), afterMs);
  const pages = () => pagesWith(fixture.environment.database('beta'), note);
  const erase = (beta: TestService) =>
    beta.database.inTransaction((tx) => beta.messaging.messageErasure.erase(tx, person));
  const erased = async () => {
    const beta = await fixture.start('beta');
    await beta.say(thing({ person, note }));
    await eventually(async () => (await fixture.rows('beta', 'outbox'))[0]?.sent_at);
    expect(await pages()).toContain('messaging.outbox');
    await erase(beta);
    return beta;
  };
  const vacuumed = async () => (await fixture.rows('beta', 'tombstone'))[0]?.vacuumed_at;

  it('removes what a query no longer sees, under the role of the service', async () => {
    await erased();
    expect(JSON.stringify(await fixture.rows('beta', 'outbox'))).not.toContain(note);
    expect(await pages()).toContain('messaging.outbox'); // the search reads what is dead, too
    await eventually(async () => {
      await sql`update messaging.tombstone set vacuumed_at = null`.execute(
        fixture.environment.database('beta').query,
      );
      expect(await (await vacuum(0)).run()).toBe(1);
      return (await pages()).length === 0; // an open transaction keeps what is dead
    });
    expect(await vacuumed()).toEqual(expect.any(Date));
  });

  it('comes once for each erasure, when no transaction from before it is open any more', async () => {
    await erased();
    expect(await (await vacuum(MINUTE_MS)).run()).toBe(0);
    expect(await vacuumed()).toBeNull();
    await sql`update messaging.tombstone set erased_at = now() - interval '61 seconds'`.execute(
      fixture.environment.database('beta').query,
    );
    expect(await (await vacuum(MINUTE_MS)).run()).toBe(1);
    expect(await (await vacuum(MINUTE_MS)).run()).toBe(0);
  });

  it('is done by one replica at a time', async () => {
    await erased();
    const other = new Database(await fixture.databaseUrl('beta'), { connections: 1 });
    try {
      await sql`select pg_advisory_lock(hashtext('vacuum'))`.execute(other.query);
      expect(await (await vacuum(0)).run()).toBe(0);
    } finally {
      await other.close();
    }
    expect(await (await vacuum(0)).run()).toBe(1);
  });

  it('comes by itself, until it is stopped', async () => {
    await erased();
    const running = await vacuum(20);
    running.start();
    await eventually(async () => (await vacuumed()) !== null);
    running.stop();
    expect(errors).toEqual([]);
  });

  it('needs no service in the broker, where autovacuum comes for the first dead row', async () => {
    const { rows } = await sql<{ options: string[] }>`
      select reloptions as options from pg_class where oid = 'queues.delivery'::regclass`.execute(
      fixture.environment.database('broker').query,
    );
    expect(rows[0]?.options).toEqual(
      expect.arrayContaining(['autovacuum_vacuum_scale_factor=0', 'autovacuum_vacuum_threshold=1']),
    );
  });
});
