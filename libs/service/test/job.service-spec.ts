import { Database } from '#libs/database';
import { Outbox, said } from '#libs/messaging';
import { newId } from '#libs/telemetry';
import { eventually, message, TestEnvironment } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { z } from 'zod';
import { things } from './fixtures/things.js';

const ThingMade = said('thing.made.v1', z.object({ thingId: z.string(), label: z.string() }), {
  subject: 'thingId',
});

describe('a job', () => {
  let environment: TestEnvironment;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    await environment.addDatabase(things);
  });
  afterAll(() => environment.close());

  it('uses the providers of its service, and its events are published, as one business process', async () => {
    const ids = [newId(), newId()];
    const answer = await things.job(environment.settingsOf(things), async (get) => {
      for (const thingId of ids)
        await get(Database).inTransaction((tx) => get(Outbox).add(tx, ThingMade({ thingId, label: 'a' })));
      return 'done';
    });
    expect(answer).toBe('done');
    const { rows } = await sql<{ sent: boolean; correlation: string }>`
      select sent_at is not null as sent, attributes->>'correlationid' as correlation from messaging.outbox
      where subject in (${sql.join(ids)})`.execute(environment.database('things').query);
    expect(rows.map(({ sent }) => sent)).toEqual([true, true]);
    expect(new Set(rows.map(({ correlation }) => correlation)).size).toBe(1);
  });

  it('consumes no events', async () => {
    await (await environment.start(things)).stop(); // now it has a queue
    const waiting = message('other.happened.v1', { size: 1 });
    await environment.publish('other', waiting);
    const isHeard = async (database: Database) => {
      const { rows } = await sql`select from messaging.inbox where event_id = ${waiting.id}`.execute(
        database.query,
      );
      return rows.length > 0;
    };
    const heard = await things.job(environment.settingsOf(things), async (get) => isHeard(get(Database)));
    expect(heard).toBe(false);
    expect(await isHeard(environment.database('things'))).toBe(false);
    const service = await environment.start(things);
    await service.hasHeard(waiting.id);
    await service.stop();
  });

  it('that fails reports why, and closes everything', async () => {
    const noneIsOpen = async () => {
      const { rows } = await sql`select from pg_stat_activity where usename = 'things'
        and datname = current_database() and pid <> pg_backend_pid()`.execute(
        environment.database('things').query,
      );
      return rows.length === 0;
    };
    await eventually(noneIsOpen);
    let wasOpen = false;
    const failing = things.job(environment.settingsOf(things), async (get) => {
      await get(Database).ping();
      wasOpen = !(await noneIsOpen());
      throw new Error('no such thing');
    });
    await expect(failing).rejects.toThrow('no such thing');
    expect(wasOpen).toBe(true);
    await eventually(noneIsOpen);
  });

  it('needs the configuration of the service', async () => {
    await expect(things.job({}, async () => {})).rejects.toThrow('things cannot start:');
  });
});
