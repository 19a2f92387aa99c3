import { asOwner, databaseUrl } from '#libs/database';
import { type BrokerAdmin, type Message, openBroker } from '#libs/messaging';
import { newId } from '#libs/telemetry';
import { sql } from 'kysely';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { openReplica } from '../benchmark.js';
import { NOTE } from '../event-hop/hop.js';
import { Happened, SENDS } from '../event-hop/troupe-hop.js';
import type { Comparison } from './comparison.js';
import { type EngineName, engineMissing, openEngine } from './engine.js';
import type { Contender } from './rounds.js';
import { median } from './statistics.js';

const EVENTS = 3_000;
/** As many as the relay publishes at once. */
const BATCH = 100;
/** Each sweep begins within two seconds. */
const DRAIN_MS = 60_000;
const SENDER = 'sender';

/** Committed long ago, and not sent. */
const LEAVE_BEHIND = sql`
  insert into messaging.outbox (id, type, subject, attributes, body, created_at)
  select id, ${Happened.type}, id, jsonb_build_object('specversion', '1.0', 'id', id, 'type', ${Happened.type}::text,
      'source', '/troupe/sender', 'subject', id, 'time', '2026-01-01T00:00:00.000Z', 'datacontenttype', 'application/json',
      'correlationid', id, 'causationid', id),
    jsonb_build_object('id', id, 'note', ${NOTE}::text), now() - interval '1 minute'
  from (select gen_random_uuid() as id from generate_series(1, ${EVENTS})) as ids`;

/** R5. The issue's ratio of rates is the inverse of this one, in which less is better like in every other. */
export const drain = (rounds: number, engine: EngineName = 'PostgreSQL'): Comparison => ({
  id: `R5 drain${engine === 'PostgreSQL' ? '' : ` to ${engine}`}`,
  title: `an event of ${EVENTS} that wait in the outbox / in confirmed publications of ${BATCH} such events`,
  skip: engineMissing(engine),
  limits: { ms: 2.5 },
  rounds,
  warm: 1,
  async open(arena) {
    const { owner } = arena;
    const { admin } = await openEngine(engine, arena);
    const broker = openBroker(admin.urlFor(SENDER, SENDER), console.error);
    arena.defer(() => broker.stop());
    const base: Contender = {
      async measure() {
        const batches = Array.from({ length: EVENTS / BATCH }, () =>
          Array.from({ length: BATCH }, messageOf),
        );
        const times = [performance.now()];
        for (const batch of batches) {
          await broker.publish(batch);
          times.push(performance.now());
        }
        return { ms: ofOneEvent(times) };
      },
    };
    return {
      ours: { measure: async () => ({ ms: await drained(owner, admin) }) },
      base,
      again: base,
    };
  },
});

/** Milliseconds of one event, given when batches ended: the median leaves a checkpoint of the server out. */
const ofOneEvent = (times: number[]): number =>
  median(times.slice(1).map((time, at) => time - times[at]!)) / BATCH;

function messageOf(): Message {
  const id = newId();
  return {
    attributes: {
      specversion: '1.0',
      id,
      type: Happened.type,
      source: '/troupe/sender',
      subject: id,
      time: new Date().toISOString(),
      datacontenttype: 'application/json',
      correlationid: id,
      causationid: id,
    },
    body: Buffer.from(JSON.stringify({ id, note: NOTE })),
  };
}

/**
 * Milliseconds of one event, from the mark of one batch to that of the next: a sweep begins whenever it is due.
 */
async function drained(owner: string, admin: BrokerAdmin): Promise<number> {
  await asOwner(databaseUrl(owner, SENDER), ({ query }) => LEAVE_BEHIND.execute(query));
  const replica = openReplica(owner, SENDER, SENDS, { admin });
  const marks = marksOf(EVENTS / BATCH);
  try {
    await replica.messaging.start(new Map());
    return ofOneEvent(await marks.all);
  } finally {
    marks.stop();
    await replica.stop();
  }
}

/** When batches were marked as sent. */
function marksOf(batches: number) {
  const times: number[] = [];
  const { promise: all, resolve, reject } = Promise.withResolvers<number[]>();
  const onMark = () => {
    times.push(performance.now());
    if (times.length === batches) resolve(times);
  };
  const timer = setTimeout(
    () => reject(new Error(`${times.length} of ${batches} batches were sent in a minute`)),
    DRAIN_MS,
  );
  subscribe('troupe.failpoint.relay.marked', onMark);
  return {
    all,
    stop: () => {
      clearTimeout(timer);
      unsubscribe('troupe.failpoint.relay.marked', onMark);
    },
  };
}
