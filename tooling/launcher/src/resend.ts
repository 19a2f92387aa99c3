import { Database } from '#libs/database';
import type { SubscribedSince } from '#libs/messaging';
import type { Service } from '#libs/service';
import { sql } from 'kysely';

/** Clocks of servers may differ by less. */
const MARGIN_MS = 60_000;

/**
 * Makes services send again what they have sent and a hearer has not dealt with: for databases that come without the broker of
 * their time. What a hearer has dealt with has no effect.
 * @param urlOf the URL of the database of a service under its owner
 * @param subscriptions since when who hears what: older events were never meant for a hearer
 * @returns how many events are sent again
 */
export async function resendUnhandled(
  services: Pick<Service, 'name' | 'events'>[],
  urlOf: (service: string) => string,
  subscriptions: SubscribedSince[],
): Promise<number> {
  const handled = new Map<string, Set<string>>();
  for (const hearer of new Set(subscriptions.map((one) => one.hearer)))
    handled.set(hearer, await inDatabase(urlOf(hearer), dealtWith));
  let count = 0;
  for (const { name, events } of services) {
    const said = new Set(events.said.map(({ type }) => type));
    const heard = subscriptions.filter(({ type }) => said.has(type));
    if (heard.length) count += await inDatabase(urlOf(name), (database) => resend(database, heard, handled));
  }
  return count;
}

async function dealtWith(database: Database): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select event_id as id from messaging.inbox where done
    union all select id from messaging.retry where kind = 'event'
    union all select id from messaging.hospital where kind = 'event'`.execute(database.query);
  return new Set(rows.map(({ id }) => id));
}

async function resend(
  database: Database,
  heard: SubscribedSince[],
  handled: Map<string, Set<string>>,
): Promise<number> {
  const missing = new Set<string>();
  for (const { hearer, type, since } of heard) {
    const { rows } = await sql<{ id: string }>`
      select id::text from messaging.outbox
      where type = ${type} and sent_at >= ${new Date(since.getTime() - MARGIN_MS)}`.execute(database.query);
    for (const { id } of rows) if (!handled.get(hearer)!.has(id)) missing.add(id);
  }
  await sql`update messaging.outbox set sent_at = null where id = any(${[...missing]}::uuid[])`.execute(
    database.query,
  );
  return missing.size;
}

async function inDatabase<T>(url: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = new Database(url, { connections: 1 });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}
