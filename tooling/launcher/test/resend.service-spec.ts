import { type Events, messagingMigrations, type SubscribedSince } from '#libs/messaging';
import { newId } from '#libs/telemetry';
import { TestEnvironment } from '#tooling/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { resendUnhandled } from '../src/resend.js';

const HAPPENED = 'alpha.happened.v1';
const ENDED = 'alpha.ended.v1';
const SERVICES = [{ name: 'alpha', events: { said: [{ type: HAPPENED }, { type: ENDED }] } as Events }];
const NAMES = ['alpha', 'beta', 'gamma'];
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

describe('a state whose broker is gone', () => {
  let environment: TestEnvironment;
  beforeAll(async () => {
    environment = await TestEnvironment.open();
    for (const name of NAMES) await environment.addDatabase({ name, migrations: [messagingMigrations] });
  });
  beforeEach(async () => {
    for (const name of NAMES)
      for (const table of ['outbox', 'inbox', 'retry', 'hospital'])
        await sql`delete from ${sql.table(`messaging.${table}`)}`.execute(query(name));
  });
  afterAll(() => environment.close());

  const query = (name: string) => environment.database(name).query;
  const sent = async (type = HAPPENED, minutes = 10): Promise<string> => {
    const id = newId();
    await sql`
      insert into messaging.outbox (id, type, subject, attributes, body, created_at, sent_at)
      values (${id}, ${type}, 's', '{}', '{}', ${minutesAgo(minutes)}, ${minutesAgo(minutes)})`.execute(
      query('alpha'),
    );
    return id;
  };
  const unsent = async (): Promise<string[]> => {
    const { rows } = await sql<{ id: string }>`
      select id::text from messaging.outbox where sent_at is null`.execute(query('alpha'));
    return rows.map(({ id }) => id);
  };
  const handle = (name: string, id: string, isDone = true) =>
    sql`insert into messaging.inbox (event_id, done) values (${id}, ${isDone})`.execute(query(name));
  const subscribed = (hearer: string, minutes = 60): SubscribedSince => ({
    hearer,
    type: HAPPENED,
    since: minutesAgo(minutes),
  });
  const resend = (...subscriptions: SubscribedSince[]) =>
    resendUnhandled(SERVICES, (name) => environment.url(name), subscriptions);

  it('sends again what one of its hearers has not dealt with, and nothing else', async () => {
    const [both, one, begun, none] = [await sent(), await sent(), await sent(), await sent()];
    await sent(ENDED); // nobody hears it
    for (const name of ['beta', 'gamma']) await handle(name, both);
    await handle('beta', one);
    await handle('beta', begun);
    await handle('gamma', begun, false);
    expect(await resend(subscribed('beta'), subscribed('gamma'))).toBe(3);
    expect((await unsent()).toSorted()).toEqual([one, begun, none].toSorted());
  });

  it('sends nothing again that waits for another attempt, or was given up', async () => {
    const [waits, isGivenUp] = [await sent(), await sent()];
    await sql`
      insert into messaging.retry (id, kind, type, attributes, body, due)
      values (${waits}, 'event', ${HAPPENED}, '{}', '', now())`.execute(query('beta'));
    await sql`
      insert into messaging.hospital (id, kind, type, attributes, body, reason, error_class, message, attempts)
      values (${isGivenUp}, 'event', ${HAPPENED}, '{}', '', 'exhausted', 'Error', 'no', 6)`.execute(
      query('beta'),
    );
    expect(await resend(subscribed('beta'))).toBe(0);
  });

  it('sends no history to a hearer that came later', async () => {
    await sent(HAPPENED, 60);
    const later = await sent(HAPPENED, 10);
    expect(await resend(subscribed('beta', 30))).toBe(1);
    expect(await unsent()).toEqual([later]);
  });
});
