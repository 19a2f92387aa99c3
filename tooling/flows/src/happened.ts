import { asOwner } from '#libs/database';
import { databaseUrl, type Service } from '#libs/service';
import { sql } from 'kysely';
import type { Happened } from './draft.js';

/**
 * Every event that the services have published with a correlation ID. Erased ones have no data.
 * @param ownerUrl a URL of the server under its owner
 * @throws Error when the server does not answer
 */
export async function eventsOfProcess(
  ownerUrl: string,
  services: readonly Pick<Service, 'name'>[],
  correlationId: string,
): Promise<Happened[]> {
  const events: Happened[] = [];
  for (const { name } of services)
    events.push(...(await publishedBy(databaseUrl(ownerUrl, name), name, correlationId)));
  return events;
}

/** The same of one service. @param url of its database, under an owner */
export function publishedBy(url: string, service: string, correlationId: string): Promise<Happened[]> {
  return asOwner(url, async (owner) => {
    const { rows } = await sql<Happened & { body: Record<string, unknown> | null }>`
      select id, type, attributes ->> 'causationid' as causationid, attributes ->> 'time' as time, body
      from messaging.outbox where attributes ->> 'correlationid' = ${correlationId} order by seq`.execute(
      owner.query,
    );
    return rows.map(({ body, ...event }) => {
      const texts = Object.entries(body ?? {}).filter(([, value]) => typeof value === 'string');
      return { ...event, service, fields: Object.fromEntries(texts) as Record<string, string> };
    });
  });
}
