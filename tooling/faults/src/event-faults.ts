import { asOwner } from '#libs/database';
import { newId } from '#libs/telemetry';
import { eventually } from '#tooling/platform';
import { sql } from 'kysely';
import type { FaultyPlatform, Undo } from './fault.js';

/** Milliseconds in which a poison message should have gone from the outbox to its consumer. */
const GIVEN_UP_MS = 10_000;

type Databases = Pick<FaultyPlatform, 'databaseUrl'>;

/** An event to put into the outbox of the service that says such events. */
interface Said {
  service: string;
  type: string;
  subject: string;
  body: object;
  entityversion?: number;
}

/**
 * Publishes an event that the service would never say: its consumer refuses the body, and gives it up at once.
 * @returns what discards it there
 */
export async function poison(
  platform: Pick<FaultyPlatform, 'databaseUrl' | 'discard'>,
  said: Said,
  consumer: string,
): Promise<Undo> {
  const id = newId();
  await addToOutbox(platform, said, [id]);
  await eventually(() => hasGivenUp(platform, consumer, id), GIVEN_UP_MS).catch(() => {});
  return () => platform.discard(consumer, id);
}

const hasGivenUp = (platform: Databases, consumer: string, id: string): Promise<boolean> =>
  asOwner(platform.databaseUrl(consumer), async ({ query }) => {
    const { rows } = await sql`select from messaging.hospital where attributes ->> 'id' = ${id}`.execute(
      query,
    );
    return rows.length > 0;
  });

/** Publishes an event so many times, each under an id of its own. */
export async function flood(platform: Databases, said: Said, times: number): Promise<void> {
  await addToOutbox(platform, said, Array.from({ length: times }, newId));
}

/** The relay of the service sends what has waited in its outbox for a second. */
async function addToOutbox(platform: Databases, said: Said, ids: string[]): Promise<void> {
  const cause = newId();
  const attributes = {
    specversion: '1.0',
    source: `/troupe/${said.service}`,
    type: said.type,
    subject: said.subject,
    time: new Date().toISOString(),
    datacontenttype: 'application/json',
    correlationid: cause,
    causationid: cause,
    ...(said.entityversion && { entityversion: said.entityversion }),
  };
  await asOwner(platform.databaseUrl(said.service), async ({ query }) => {
    await sql`
      insert into messaging.outbox (id, type, subject, attributes, body, created_at)
      select id::uuid, ${said.type}, ${said.subject},
        ${JSON.stringify(attributes)}::jsonb || jsonb_build_object('id', id), ${JSON.stringify(said.body)}::jsonb,
        now() - interval '2 seconds'
      from unnest(${ids}::text[]) id`.execute(query);
  });
}

/**
 * Hands events to one of their consumers again, which has taken them as done. The relay of `from` sends them; the other
 * consumers know that they have had them.
 * @param from the service that says them. @param to the consumer
 */
export async function deliverAgain(
  platform: Databases,
  { from, to }: { from: string; to: string },
  ids: string[],
): Promise<void> {
  await asOwner(platform.databaseUrl(to), async ({ query }) => {
    await sql`delete from messaging.inbox where event_id = any(${ids}::text[])`.execute(query);
  });
  await asOwner(platform.databaseUrl(from), async ({ query }) => {
    await sql`update messaging.outbox set sent_at = null where id::text = any(${ids}::text[])`.execute(query);
  });
}
