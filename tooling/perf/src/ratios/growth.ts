import { asOwner, type Database, databaseUrl } from '#libs/database';
import { openBrokerAdmin } from '#libs/messaging';
import { provisionBroker } from '#libs/service';
import { sql } from 'kysely';
import { startPostgres } from '../benchmark.js';
import { HopTimer, NOTE } from '../event-hop/hop.js';
import { provision } from '../event-hop/provision.js';
import { Happened, openTroupeHop } from '../event-hop/troupe-hop.js';
import type { Arena } from './arena.js';
import type { Comparison } from './comparison.js';
import { timed } from './hop.js';
import type { Contender } from './rounds.js';
import { median } from './statistics.js';

/** As many as there may be in a small platform; the other side has ten times as many. */
const EVENTS = 10_000;
const SERVICES = 20;
const NAMES = 10_000;
const TIMES = 10;
const LIMITS = { ms: 1.15 };
/** Births of one round: every tenth changes the list. */
const BIRTHS = 60;

/** R8. */
export const growth = (rounds: number): Comparison[] => [
  grownHop('events', rounds, fillTables),
  grownHop('services', rounds, declareServices),
  names(rounds),
];

type Grow = (owner: string, times: number) => Promise<unknown>;

/** An event hop where there is ten times as much of something. */
const grownHop = (what: string, rounds: number, grow: Grow): Comparison => ({
  id: `R8 ${what}`,
  title: `an event hop with ${TIMES} times the ${what} / with as many as in a small platform`,
  limits: LIMITS,
  rounds,
  warm: 6,
  async open(arena) {
    const other = await startPostgres('growth');
    arena.defer(() => other.stop());
    const ours = await hopAt(arena, other.owner, TIMES, grow);
    const base = await hopAt(arena, arena.owner, 1, grow);
    return { ours, base, again: base };
  },
});

async function hopAt(arena: Arena, owner: string, times: number, grow: Grow): Promise<Contender> {
  await provision(owner);
  await grow(owner, times);
  const timer = new HopTimer();
  const hop = await openTroupeHop(owner, 1, timer.committed);
  arena.defer(() => hop.stop());
  return timed(hop, timer);
}

/** Events that were sent and consumed, and are kept. */
const fillTables: Grow = async (owner, times) => {
  const sent = sql`
    insert into messaging.outbox (id, type, subject, attributes, body, created_at, sent_at)
    select id, ${Happened.type}, id, jsonb_build_object('id', id, 'type', ${Happened.type}::text, 'correlationid', id),
      jsonb_build_object('id', id, 'note', ${NOTE}::text), now() - interval '1 hour', now() - interval '1 hour'
    from (select gen_random_uuid() as id from generate_series(1, ${times * EVENTS}::int)) as ids`;
  const heard = sql`
    insert into messaging.inbox (event_id, done, type, received_at)
    select gen_random_uuid()::text, true, ${Happened.type}, now() - interval '1 hour'
    from generate_series(1, ${times * EVENTS}::int)`;
  await asOwner(databaseUrl(owner, 'sender'), ({ query }) => settled(query, sent, 'outbox'));
  await asOwner(databaseUrl(owner, 'consumer'), ({ query }) => settled(query, heard, 'inbox'));
};

async function settled(query: Database['query'], fill: ReturnType<typeof sql>, table: string): Promise<void> {
  await fill.execute(query);
  await sql`vacuum analyze ${sql.table(`messaging.${table}`)}`.execute(query);
}

/** Services that each say an event and hear it. */
const declareServices: Grow = async (owner, times) => {
  const services = Array.from({ length: times * SERVICES }, (_, at) => `beside-${at}`);
  await asOwner(owner, async ({ query }) => {
    for (const service of services) await sql`create role ${sql.id(service)} login`.execute(query);
  });
  const topologies = services.map((service, at) => {
    const type = `beside${at}.happened.v1`;
    return { service, says: { [type]: [service] }, hears: [type] };
  });
  await openBrokerAdmin(owner).declare(...topologies);
};

const names = (rounds: number): Comparison => ({
  id: 'R8 names',
  title: `the median birth that names-ranking counts among ${TIMES} times ${NAMES} names / among ${NAMES}`,
  limits: LIMITS,
  rounds,
  warm: 6,
  async open(arena) {
    const { openRegister } = await import('../ranking.js');
    await provisionBroker(arena.owner);
    const at = async (name: string, size: number) => {
      const register = await openRegister(arena.owner, name, size);
      arena.defer(() => register.stop());
      return counting(register);
    };
    const [ours, base] = [await at('large', TIMES * NAMES), await at('small', NAMES)];
    return { ours, base, again: base };
  },
});

function counting(register: { count(event: number): Promise<void> }): Contender {
  let event = 0;
  return {
    async measure() {
      const times: number[] = [];
      for (let at = 0; at < BIRTHS; at++) {
        const began = performance.now();
        await register.count(event++);
        times.push(performance.now() - began);
      }
      return { ms: median(times) };
    },
  };
}
