import { asOwner } from '#libs/database';
import { openBrokerAdmin } from '#libs/messaging';
import { closeBroker, lockTable } from '#tooling/faults';
import { declareTopology, provisionBroker } from '#libs/service';
import { sql } from 'kysely';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault, Site } from '../fault.js';
import { registerBirths } from './births.js';

const DOWN_MS = 5_000;
const REQUESTS = 40;
/** A service tells of its first refusal at once, and of later ones every ten seconds. */
const MOST_LINES = 10;

/** What becomes of messages when a server fails. */
export const SERVER_FAULTS: Fault[] = [
  { name: 'PostgreSQL is killed', acts: [{ do: 'kill postgres', downMs: 500 }] },
  {
    name: 'sessions are ended by the server',
    acts: [0, 1].map(() =>
      ['broker', 'names-ranking', 'names-intake', 'customers', 'loyalty'].map((database) => ({
        do: 'end backends',
        database,
        most: 3,
      })),
    ),
  },
  {
    name: 'the broker is down, and requests succeed',
    run: async ({ injector: { platform } }) => {
      const open = await closeBroker(platform);
      try {
        const { statuses } = await registerBirths(platform, REQUESTS);
        await sleep(DOWN_MS);
        return statuses.every((status) => status === 201)
          ? []
          : [`births were answered ${[...new Set(statuses)].join(', ')} while the broker was down`];
      } finally {
        await open();
      }
    },
  },
  {
    name: 'the broker loses everything, and history is published again',
    run: async (site) => {
      await site.load.stop();
      await loseBroker(site);
    },
  },
  {
    name: 'the disk is full',
    run: async ({ injector: { platform } }) => {
      for (const [database, table] of [
        ['names-intake', 'messaging.outbox'],
        ['names-ranking', 'messaging.inbox'],
        ['broker', 'queues.delivery'],
      ] as const)
        await withFullDisk(platform, database, table);
    },
  },
  {
    name: 'a table is locked: 503 with Retry-After',
    run: async ({ injector: { platform } }) => {
      const unlock = await lockTable(platform, 'names-intake', 'registration');
      return refusals(platform).finally(unlock);
    },
  },
  {
    name: 'a service has no connection left: 503 with Retry-After, and few lines in its log',
    run: async ({ injector: { platform } }) => {
      await limitConnections(platform, 0);
      return refusals(platform).finally(() => limitConnections(platform, 40));
    },
  },
];

/** What is wrong with the answers and the log of a service whose database does not answer. */
async function refusals(platform: Site['injector']['platform']): Promise<string[]> {
  const linesBefore = (await platform.logOf('names-intake')).split('\n').length;
  const { statuses, retryAfter } = await registerBirths(platform, REQUESTS);
  const lines = (await platform.logOf('names-intake')).split('\n').length - linesBefore;
  const problems = [];
  if (statuses.some((status) => status !== 503))
    problems.push(`births were answered ${[...new Set(statuses)].join(', ')}, not 503`);
  if (retryAfter.some((seconds) => !(seconds > 0))) problems.push('a 503 has no Retry-After');
  if (lines > MOST_LINES) problems.push(`${REQUESTS} refusals wrote ${lines} lines to the log`);
  return problems;
}

const limitConnections = (platform: Site['injector']['platform'], limit: number): Promise<void> =>
  asOwner(platform.databaseUrl('postgres'), async ({ query }) => {
    await sql`alter role "names-intake" connection limit ${sql.lit(limit)}`.execute(query);
    if (limit === 0)
      await sql`select pg_terminate_backend(pid) from pg_stat_activity where usename = 'names-intake'`.execute(
        query,
      );
  });

/** PostgreSQL reports a full disk to the statement that needs room, and goes on. A trigger reports the same. */
async function withFullDisk(
  platform: Site['injector']['platform'],
  database: string,
  table: string,
): Promise<void> {
  const run = (statement: ReturnType<typeof sql>) =>
    asOwner(platform.databaseUrl(database), async ({ query }) => void (await statement.execute(query)));
  await run(sql`create function public.no_room() returns trigger language plpgsql as $$
    begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$`);
  await run(
    sql`create trigger full_disk before insert on ${sql.table(table)} execute function public.no_room()`,
  );
  await sleep(1_500).finally(() => run(sql`drop function public.no_room cascade`));
}

/** The database of the broker is gone. An operator makes a new one, and every service publishes again what it has sent. */
async function loseBroker({ injector: { platform } }: Site): Promise<void> {
  const admin = openBrokerAdmin(platform.broker.ownerUrl);
  await admin.drop();
  await provisionBroker(platform.broker.ownerUrl);
  await declareTopology(platform.broker.ownerUrl, platform.storing, platform.storing);
  for (const { name } of platform.storing)
    await asOwner(platform.databaseUrl(name), async ({ query }) => {
      await sql`update messaging.outbox set sent_at = null where created_at > now() - interval '10 minutes'`.execute(
        query,
      );
    });
}
