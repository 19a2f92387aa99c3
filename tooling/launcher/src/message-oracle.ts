import { Database } from '#libs/database';
import type { Service } from '#libs/service';
import { sql } from 'kysely';

type Row = Record<string, any>;

/** The databases of a platform, by name: one for each service that stores anything, and `broker`. */
export class Databases {
  private readonly opened: Map<string, Database>;

  constructor(names: string[], urlOf: (name: string) => string) {
    this.opened = new Map(names.map((name) => [name, new Database(urlOf(name), { connections: 1 })]));
  }

  async rows<R extends Row = Row>(name: string, query: string): Promise<R[]> {
    return (await sql.raw<R>(query).execute(this.opened.get(name)!.query)).rows;
  }

  has(name: string): boolean {
    return this.opened.has(name);
  }

  async close(): Promise<void> {
    await Promise.all([...this.opened.values()].map((database) => database.close()));
  }
}

/** How many messages each queue of the broker holds. */
export type Depth = () => Promise<ReadonlyMap<string, number>>;

/** The depth of the queues of PostgreSQL; none when the broker is no database, which must be asked otherwise. */
const depthInPostgres =
  (databases: Databases): Depth =>
  async () => {
    if (!databases.has('broker')) return new Map();
    const rows = await databases.rows(
      'broker',
      `select queue::text, count(*)::int as count from queues.delivery group by queue`,
    );
    return new Map(rows.map(({ queue, count }) => [queue as string, count as number]));
  };

/** What must be empty when nothing is under way any more. */
const PENDING: Record<string, string> = {
  'unsent events': `select type from messaging.outbox where sent_at is null`,
  'messages that are retried': `select type from messaging.retry`,
  'messages in the hospital': `select type from messaging.hospital`,
  'unfinished messages': `select type from messaging.inbox where not done`,
};

/**
 * What is wrong in the databases of a platform at rest, whatever its processes say: work that is pending, an event that one of
 * its hearers by contract has not handled, an event in an inbox that was never sent, or a birth that was not counted once; and
 * that it was not at rest, if something happened while this was read.
 * @param depth of the queues of another broker than PostgreSQL
 */
export async function violationsIn(
  databases: Databases,
  services: Service[],
  depth: Depth = depthInPostgres(databases),
): Promise<string[]> {
  const storing = services.filter(({ isStateless }) => !isStateless);
  const before = await movements(databases, storing);
  const found = await Promise.all([
    pendingIn(databases, services, depth),
    unheard(databases, storing),
    miscounted(databases),
  ]);
  const after = await movements(databases, storing);
  return [...moved(before, after), ...found.flat()];
}

/**
 * How many events each service has sent or handled so far. What is on its way from one database to the next may be in neither at
 * the moment when each is read, but it leaves another number behind.
 */
async function movements(databases: Databases, storing: Service[]): Promise<Map<string, number>> {
  const counted = storing.map(async ({ name }): Promise<[string, number]> => {
    const [row] = await databases.rows<{ count: number }>(name, MOVEMENTS);
    return [name, row!.count];
  });
  return new Map(await Promise.all(counted));
}

const moved = (before: Map<string, number>, after: Map<string, number>): string[] =>
  [...after]
    .filter(([name, count]) => count !== before.get(name))
    .map(
      ([name, count]) => `${name}: ${count - before.get(name)!} events more while the databases were read`,
    );

/** What is under way in the databases of a platform, or was given up: unsent, queued, retried, unfinished, or in the hospital. */
export async function pendingIn(
  databases: Databases,
  services: Service[],
  depth: Depth = depthInPostgres(databases),
): Promise<string[]> {
  const storing = services.filter(({ isStateless }) => !isStateless);
  const found = await Promise.all([...storing.map(({ name }) => pendingOf(databases, name)), queued(depth)]);
  return found.flat();
}

async function pendingOf(databases: Databases, name: string): Promise<string[]> {
  const found = Object.entries(PENDING).map(async ([what, query]) => {
    const rows = await databases.rows(name, query);
    return rows.length ? [`${name}: ${rows.length} ${what}, such as ${rows[0]!.type}`] : [];
  });
  return (await Promise.all(found)).flat();
}

async function queued(depth: Depth): Promise<string[]> {
  return [...(await depth())].map(([queue, count]) => `broker: ${count} messages wait for ${queue}`);
}

async function unheard(databases: Databases, services: Service[]): Promise<string[]> {
  const sent = new Map<string, { id: string; type: string }[]>();
  for (const { name } of services)
    sent.set(name, await databases.rows(name, `select id::text, type from messaging.outbox`));
  const hearing = services.map(async ({ name, events }) => {
    const heard = await databases.rows<{ id: string }>(
      name,
      `select event_id as id from messaging.inbox where done`,
    );
    const due = events.heard.flatMap(
      ({ type, from }) => sent.get(from)?.filter((event) => event.type === type) ?? [],
    );
    const [heardIds, dueIds] = [heard, due].map((events) => new Set(events.map(({ id }) => id))) as [
      Set<string>,
      Set<string>,
    ];
    return [
      ...due
        .filter(({ id }) => !heardIds.has(id))
        .map(({ id, type }) => `${name}: has not handled ${type} ${id}`),
      ...heard
        .filter(({ id }) => !dueIds.has(id))
        .map(({ id }) => `${name}: has handled ${id}, which nobody sent`),
    ];
  });
  return (await Promise.all(hearing)).flat();
}

/** A count shows an effect that was lost, or came twice. */
async function miscounted(databases: Databases): Promise<string[]> {
  const [sent] = await databases.rows(
    'names-intake',
    `select count(*)::int as births from messaging.outbox where type = 'baby.registered.v1'`,
  );
  const [counted] = await databases.rows('names-ranking', BIRTHS);
  const more = counted!.births - sent!.births;
  return more
    ? [`names-ranking: has counted ${Math.abs(more)} births ${more > 0 ? 'more' : 'fewer'} than were said`]
    : [];
}

const MOVEMENTS = `
  select (select count(*) from messaging.outbox)::int + (select count(*) from messaging.inbox)::int as count`;

const BIRTHS = `select coalesce(sum(count), 0)::int as births from total`;
