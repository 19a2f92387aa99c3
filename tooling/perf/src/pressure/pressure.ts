import { Database } from '#libs/database';
import { type EventContext, eventsOf, heard, messagingMigrations, openBrokerAdmin } from '#libs/messaging';
import { databaseUrl, provisionService } from '#libs/service';
import type { MessageHandler } from '@nestjs/microservices';
import { sql } from 'kysely';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { z } from 'zod';
import { openReplica, withPostgres } from '../benchmark.js';
import { type Cost, HEARER, NEIGHBOUR, ROLES, SENDER, Side, TYPES } from './side.js';

/*
 * Lets events queue for a hearer that is stopped. Two brokers on one server take turns, so that other load on the machine
 * slows both: in one, the hearer's queue is empty; in the other, it is deep.
 */
const STEPS = 2_000;
const WARM_STEPS = 300;
/** How many times longer publishing and taking may last beside a deep queue. */
const MAX_RATIO = 1.5;
/** How much the heap may grow while the queue is drained, in megabytes: that of 100,000 events would be over 60. */
const MAX_GROWTH_MB = 20;
/** Nothing may stand still for so long while the queue is drained. */
const PATIENCE_MS = 30_000;
const LOOK_MS = 1_000;
const MB = 1e6;

const Thing = z.object({ id: z.uuid(), note: z.string() });
const HEARS = eventsOf({ Happened: heard(TYPES[HEARER], Thing, { from: SENDER }) });

/** Prints what the queue costs. @returns 1 if something exceeds its limit */
export const benchmarkPressure = (events: number): Promise<number> =>
  withPostgres('pressure', async (server) => {
    await openBrokerAdmin(server).provision();
    const owner = new Database(server, { connections: 1 });
    for (const role of ROLES)
      await sql`create role ${sql.id(role)} login password ${sql.lit(role)}`.execute(owner.query);
    await owner.close();
    const [empty, deep] = [await Side.open(server, 'empty'), await Side.open(server, 'deep')];
    try {
      const filling = await timed(() => deep.fill(HEARER, events));
      console.log(`${events} events queue for a service that is stopped, after ${filling.toFixed(0)} s\n`);
      const problems = [
        ...(await compare('its own queue', HEARER, empty, deep)),
        ...(await compare("a neighbour's queue", NEIGHBOUR, empty, deep)),
        ...(await drain(server, deep)),
      ];
      for (const problem of problems) console.error(problem);
      return problems.length ? 1 : 0;
    } finally {
      await Promise.all([empty.close(), deep.close()]);
    }
  });

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1_000;
}

/**
 * Sends and takes events one at a time, in turns, and prints what one costs: beside an empty queue, that includes the take
 * that finds nothing more.
 * @returns what exceeds its limit
 */
async function compare(
  what: string,
  queue: typeof HEARER | typeof NEIGHBOUR,
  empty: Side,
  deep: Side,
): Promise<string[]> {
  const sides = [empty, deep];
  const steps = await Promise.all(sides.map((side) => side.walk(queue)));
  const walk = async (count: number) => {
    for (let at = 0; at < count; at++) for (const step of steps) await step();
  };
  await walk(WARM_STEPS);
  await sleep(2 * LOOK_MS); // the server adds up what it has counted once a second
  const before = await Promise.all(sides.map((side) => side.counted({ publish: 0, take: 0 })));
  await walk(STEPS);
  await sleep(2 * LOOK_MS);
  const costs = await Promise.all(
    sides.map(async (side, at): Promise<Cost> => {
      const { publish, take } = before[at]!;
      const after = await side.counted({ publish: publish.calls + STEPS, take: take.calls + STEPS });
      return { publish: (after.publish.ms - publish.ms) / STEPS, take: (after.take.ms - take.ms) / STEPS };
    }),
  );
  await Promise.all(sides.map((side) => side.rest()));
  const [least, most] = costs as [Cost, Cost];
  console.log(`${what}, ms an event`.padEnd(36) + '   empty    deep   ratio');
  return (['publish', 'take'] as const).flatMap((call) => {
    const ratio = most[call] / least[call];
    const figures = [least[call], most[call], ratio].map((one) => one.toFixed(3).padStart(8));
    console.log(`  ${call}`.padEnd(36) + figures.join(''));
    return ratio > MAX_RATIO
      ? [`${call} takes ${ratio.toFixed(2)} times as long with ${what}; the limit is ${MAX_RATIO}`]
      : [];
  });
}

/** Starts the hearer, and waits until its queue is empty. @returns what is wrong afterwards */
async function drain(server: string, side: Side): Promise<string[]> {
  await provisionService(server, { name: HEARER, migrations: [messagingMigrations] }, HEARER);
  const database = new Database(databaseUrl(server, HEARER), { connections: 1 });
  await sql`create table thing (id uuid not null)`.execute(database.query); // an effect that comes twice is two rows
  await sql`grant all on thing to ${sql.id(HEARER)}`.execute(database.query);
  const replica = openReplica(server, HEARER, HEARS, { admin: side.admin });
  const handle = async ({ id }: z.infer<typeof Thing>, { tx }: EventContext) =>
    void (await sql`insert into thing (id) values (${id})`.execute(tx));
  const waiting = await side.depth(HEARER);
  const heap: number[] = [];
  try {
    const began = performance.now();
    await replica.messaging.start(new Map([[TYPES[HEARER], handle as MessageHandler]]));
    let [depth, movedAt] = [waiting, performance.now()];
    while (depth && performance.now() - movedAt < PATIENCE_MS) {
      await sleep(LOOK_MS);
      heap.push(heapMegabytes());
      const now = await side.depth(HEARER);
      if (now < depth) [depth, movedAt] = [now, performance.now()];
    }
    const seconds = (performance.now() - began) / 1_000;
    const { rows } = await sql<{ effects: number; distinct: number }>`
      select count(*)::int as effects, count(distinct id)::int as distinct from thing`.execute(
      database.query,
    );
    const { effects, distinct } = rows[0]!;
    const growth = Math.max(...heap) - heap[0]!;
    console.log(
      `\ndrained by itself in ${seconds.toFixed(0)} s: ${effects} effects of ${waiting} events, ${(effects / seconds).toFixed(0)} a second`,
    );
    console.log(
      `heap without garbage: ${heap[0]!.toFixed(0)} MB after a second, ${Math.max(...heap).toFixed(0)} MB at most`,
    );
    return [
      ...(depth ? [`${depth} events still wait, and nothing has moved for ${PATIENCE_MS / 1_000} s`] : []),
      ...(effects === waiting && distinct === waiting
        ? []
        : [`${effects} effects, ${distinct} of them different, instead of ${waiting}`]),
      ...(growth > MAX_GROWTH_MB
        ? [`the heap has grown by ${growth.toFixed(0)} MB; the limit is ${MAX_GROWTH_MB}`]
        : []),
    ];
  } finally {
    await replica.stop();
    await database.close();
  }
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function heapMegabytes(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed / MB;
}
