import type { Tx } from '#libs/database';
import { sql } from 'kysely';
import { type MissingHearer, type Topology, TopologyError } from '../topology.js';

/** Holds other declarations off until `tx` ends. */
export const lockTopology = (tx: Tx) => sql`lock table queues.said in exclusive mode`.execute(tx);

/** Declares what one service says and hears. @throws TopologyError when another service owns a noun under which it says */
export async function declareTopology(tx: Tx, { service, says, hears, parts = {} }: Topology): Promise<void> {
  const types = Object.keys(says);
  await checkNouns(tx, service, types);
  await sql`
    insert into queues.said (type, service) select unnest(${types}::text[]), ${service} on conflict do nothing`.execute(
    tx,
  );
  await expectHearers(tx, service, says);
  await sql`
    insert into queues.subscription (type, queue, state, fields)
    select type, ${service}, 'active',
      case when parts ? type then array(select jsonb_array_elements_text(parts -> type)) end
    from unnest(${hears}::text[]) type, (select ${JSON.stringify(parts)}::jsonb as parts) p
    on conflict (type, queue) do update set state = 'active', fields = excluded.fields`.execute(tx);
  await sql`
    update queues.subscription set state = 'ended'
    where queue = ${service} and state = 'active' and type <> all(${hears}::text[])`.execute(tx);
}

async function checkNouns(tx: Tx, service: string, types: string[]): Promise<void> {
  const nouns = types.map((type) => type.split('.')[0]);
  const { rows } = await sql<{ type: string; owner: string }>`
    select type, service as owner from queues.said
    where split_part(type, '.', 1) = any(${nouns}::text[]) and service <> ${service}`.execute(tx);
  const [taken] = rows;
  if (taken)
    throw new TopologyError(
      `${service} cannot publish events under the noun of ${taken.type}, which belongs to ${taken.owner}: choose another noun, or decommission ${taken.owner}.`,
    );
}

/** A hearer's own word outranks that of the sender's build, which may be older: nobody is expected who has unsubscribed. */
async function expectHearers(tx: Tx, service: string, says: Topology['says']): Promise<void> {
  const expected = Object.entries(says).flatMap(([type, hearers]) =>
    hearers.map((hearer) => ({ type, hearer })),
  );
  const types = expected.map(({ type }) => type);
  const hearers = expected.map(({ hearer }) => hearer);
  await sql`
    insert into queues.subscription (type, queue, state)
    select type, hearer, 'expected' from unnest(${types}::text[], ${hearers}::name[]) as e (type, hearer)
    on conflict do nothing`.execute(tx);
  await sql`
    delete from queues.subscription s using queues.said
    where said.type = s.type and said.service = ${service} and s.state in ('expected', 'ended')
      and (s.type, s.queue) not in (select * from unnest(${types}::text[], ${hearers}::name[]))`.execute(tx);
}

/** Brings what `publish` reads up to date with the subscriptions. */
export async function refreshHearers(tx: Tx): Promise<void> {
  const queuesIn = (state: string) =>
    sql`array(select queue from queues.subscription s where s.type = said.type and state = ${state})`;
  await sql`
    update queues.said set hearers = ${queuesIn('active')}, missing = ${queuesIn('expected')},
      parts = (select coalesce(jsonb_object_agg(queue, to_jsonb(fields)), '{}') from queues.subscription s
        where s.type = said.type and fields is not null)`.execute(tx);
}

/** The hearers of these services' events that have no subscription yet. */
export async function missingHearers(tx: Tx, services: string[]): Promise<MissingHearer[]> {
  const { rows } = await sql<MissingHearer>`
    select type, queue as hearer from queues.subscription join queues.said using (type)
    where said.service = any(${services}::name[]) and state = 'expected' order by queue, type`.execute(tx);
  return rows;
}

/** A publisher may keep its transaction open. Those that arrive later must not wait behind this lock for long. */
const LOCK_TIMEOUT = '1s';

/**
 * Deletes the messages that wait for a service.
 * @param discard false to delete none
 * @returns how many there were. Until `tx` ends, no more arrive.
 */
export async function emptyQueue(tx: Tx, service: string, discard: boolean): Promise<number> {
  await sql`select set_config('lock_timeout', ${LOCK_TIMEOUT}, true)`.execute(tx);
  await sql`lock table queues.delivery in exclusive mode`.execute(tx);
  const { rows } = await sql<{ waiting: number }>`
    select count(*)::int as waiting from queues.delivery where queue = ${service}`.execute(tx);
  if (discard) await sql`delete from queues.delivery where queue = ${service}`.execute(tx);
  return rows[0]?.waiting ?? 0;
}

/**
 * Ends every subscription of a service, and takes its types away.
 * @returns `before` when nothing was left of it but ended subscriptions, and `unknown` when there are none either
 */
export async function withdrawTopology(tx: Tx, service: string): Promise<'now' | 'before' | 'unknown'> {
  const ended = await sql`
    update queues.subscription set state = 'ended' where queue = ${service} and state <> 'ended'`.execute(tx);
  const unsaid = await sql`delete from queues.said where service = ${service}`.execute(tx);
  if (ended.numAffectedRows || unsaid.numAffectedRows) return 'now';
  const left = await sql`select from queues.subscription where queue = ${service} limit 1`.execute(tx);
  return left.rows.length ? 'before' : 'unknown';
}
