import { Database } from '#libs/database';
import { openBrokerAdmin } from '#libs/messaging';
import { databaseUrl, type Service } from '#libs/service';
import { counted } from '#tooling/platform';
import { sql } from 'kysely';
import { explained } from './archive.js';
import { checkQueues } from './missing-queues.js';
import type { OwnerUrls } from './servers.js';

/**
 * Where events are that no hearer has taken, one sentence for each place; none when another broker can take over.
 * @throws NoBroker when there is none @throws UserError when a queue is gone, with what waited in it
 */
export async function underWay(
  services: Pick<Service, 'name' | 'isStateless'>[],
  { databases, broker }: OwnerUrls,
): Promise<string[]> {
  const found = [];
  // First what is unsent, then the queues: an event moves in this direction.
  for (const { name } of services.filter(({ isStateless }) => !isStateless)) {
    const unsent = await explained(name, () => unsentIn(databaseUrl(databases, name)));
    if (unsent) found.push(`${counted(unsent, 'event')} unsent in the outbox of ${name}`);
  }
  const admin = openBrokerAdmin(broker);
  await checkQueues(admin);
  for (const [queue, count] of await admin.depth())
    found.push(`${counted(count, 'event')} in the queue of ${queue}`);
  return found;
}

async function unsentIn(url: string): Promise<number> {
  const database = new Database(url, { connections: 1 });
  const counted = sql<{ unsent: number }>`
    select count(*)::int as unsent from messaging.outbox where sent_at is null`.execute(database.query);
  return (await counted.finally(() => database.close())).rows[0]!.unsent;
}
