import { afterCommit, Database } from '#libs/database';
import { EmbeddedPostgres } from '#tooling/embedded-postgres';
import {
  type EventContext,
  type Events,
  eventsOf,
  heard,
  Messaging,
  messagingMigrations,
  openBroker,
  openBrokerAdmin,
  PostgresMessagingStore,
  said,
} from '#libs/messaging';
import { databaseUrl, provisionBroker, provisionService } from '#libs/service';
import { newId, Telemetry, withCause } from '#libs/telemetry';
import type { MessageHandler } from '@nestjs/microservices';
import { context, ROOT_CONTEXT } from '@opentelemetry/api';
import { sql } from 'kysely';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'pg';
import { z } from 'zod';

/*
 * An event hop: from the commit of the transaction that says an event to the commit of the one that heard it. Its
 * floor is the same three durable commits (business, broker with NOTIFY, effect) as bare statements on the same
 * server. A coin tells whose turn it is, so that whatever else the machine does slows both, and neither always finds it
 * warmer from what came just before. Exits 1 when the median hop is over twice the floor, or its CPU time over five
 * times, be it with one replica or with three.
 */
const RATE = 60;
const WARM_MS = 5_000;
const MEASURE_MS = 20_000;
const MOST = { 'the median hop': 2, 'its CPU time': 5 };
const CPU_EVENTS = 1_000;

const Thing = z.object({ id: z.uuid(), note: z.string() });
const Happened = said('thing.happened.v1', Thing, { subject: 'id' });
const says = eventsOf({ noun: 'thing', Happened });
const hears = eventsOf({ Happened: heard(Happened.type, Thing) });
const NOTE = 'x'.repeat(300);
const INSERT = 'insert into thing (id, note) values ($1, $2)';

/** One way from commit to commit. `leave` resolves after the first commit, having called `departs` just before it. */
interface Way {
  name: string;
  leave(id: string, departs: () => void): Promise<void>;
  stop(): Promise<void>;
}

const arrivals = new Map<string, () => void>();

/** Milliseconds from departure to arrival. */
async function time(way: Way): Promise<number> {
  const id = newId();
  let departed = 0;
  const arrived = new Promise<number>((resolve) => arrivals.set(id, () => resolve(performance.now())));
  await way.leave(id, () => (departed = performance.now()));
  const ms = (await arrived) - departed;
  arrivals.delete(id);
  return ms;
}

async function startReplica(
  owner: string,
  name: string,
  events: Events,
  handlers: Map<string, MessageHandler>,
) {
  const role = { name, password: name };
  const telemetry = new Telemetry(name, 'warn');
  const onTrouble = (err: Error) => telemetry.log.warn({ err });
  const database = new Database(databaseUrl(owner, name, role));
  const broker = openBroker(openBrokerAdmin(owner).urlFor(name, name), onTrouble);
  const messaging = new Messaging(
    { store: new PostgresMessagingStore(database), broker, telemetry },
    events,
    { retrySchedule: [1_000] },
  );
  await messaging.start(handlers);
  const stop = async () => {
    await messaging.close();
    await database.close();
  };
  return { database, messaging, stop };
}

/** The platform, with so many replicas of the sender and of the hearer. */
async function platform(owner: string, replicas: number): Promise<Way> {
  const hear = async ({ id, note }: z.infer<typeof Thing>, { tx }: EventContext) => {
    await sql`insert into thing (id, note) values (${id}, ${note})`.execute(tx);
    afterCommit(tx, () => arrivals.get(id)?.());
  };
  const handlers = new Map([[Happened.type, hear as MessageHandler]]);
  const many = (name: string, events: Events, handlers = new Map<string, MessageHandler>()) =>
    Promise.all(Array.from({ length: replicas }, () => startReplica(owner, name, events, handlers)));
  const [hearers, senders] = [await many('hearer', hears, handlers), await many('sender', says)];
  let turn = 0;
  return {
    name: `${replicas} replica${replicas > 1 ? 's' : ''}`,
    leave(id, departs) {
      const { database, messaging } = senders[turn++ % replicas]!;
      return context.with(withCause(ROOT_CONTEXT, { correlationId: id, causationId: id }), () =>
        database.inTransaction(async (tx) => {
          await sql`insert into thing (id, note) values (${id}, ${NOTE})`.execute(tx);
          await messaging.outbox.add(tx, Happened({ id, note: NOTE }));
          departs();
        }),
      );
    },
    stop: async () => void (await Promise.all([...senders, ...hearers].map((replica) => replica.stop()))),
  };
}

/** The same commits without anything around them. */
async function bare(owner: string): Promise<Way> {
  const connect = (database: string) => new Pool({ connectionString: databaseUrl(owner, database), max: 1 });
  const [sender, publisher, hearer] = [connect('sender'), connect('broker'), connect('hearer')];
  const ears = connect('broker');
  const listener = await ears.connect();
  await listener.query('listen floor');
  await publisher.query('create table thing (id uuid primary key, note text)');
  listener.on('notification', ({ payload: id = '' }) => {
    void hearer.query({ name: 'insert', text: INSERT, values: [id, NOTE] }).then(() => arrivals.get(id)?.());
  });
  const publish = `with put as (${INSERT} returning id) select pg_notify('floor', id::text) from put`;
  return {
    name: 'floor',
    async leave(id, departs) {
      const client = await sender.connect();
      await client.query('begin');
      await client.query({ name: 'insert', text: INSERT, values: [id, NOTE] });
      departs();
      await client.query('commit');
      client.release();
      await publisher.query({ name: 'publish', text: publish, values: [id, NOTE] });
    },
    async stop() {
      listener.release();
      await Promise.all([sender, publisher, hearer, ears].map((pool) => pool.end()));
    },
  };
}

/** Lets the two run in random order; answers with the sorted times of each. */
async function race(ways: [Way, Way], forMs: number): Promise<number[][]> {
  const times: Promise<number>[][] = [[], []];
  const began = performance.now();
  for (let at = 0; at < forMs; at += 500 / RATE) {
    await sleep(Math.max(0, began + at - performance.now()));
    const turn = Math.random() < 0.5 ? 0 : 1;
    times[turn]!.push(time(ways[turn]!));
  }
  const all = await Promise.all(times.map((pending) => Promise.all(pending)));
  return all.map((one) => one.toSorted((a, b) => a - b));
}

/** Milliseconds of this process's CPU that one event takes. */
async function cpuOf(way: Way): Promise<number> {
  const before = process.cpuUsage();
  for (let event = 0; event < CPU_EVENTS; event++) await time(way);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000 / CPU_EVENTS;
}

/** Prints p50, p95 and p99 of both, and their CPU time; answers with the ratios that have a limit. */
async function compare(way: Way, floor: Way): Promise<Record<keyof typeof MOST, number>> {
  await race([way, floor], WARM_MS);
  const [hop, ground] = (await race([way, floor], MEASURE_MS)).map((times) =>
    [0.5, 0.95, 0.99].map((quantile) => times[Math.floor(quantile * times.length)] ?? Number.NaN),
  );
  const ratios = hop!.map((ms, at) => ms / ground![at]!);
  const print = (name: string, numbers: number[]) =>
    console.log(name.padEnd(12) + numbers.map((number) => number.toFixed(2).padStart(9)).join(''));
  print(way.name, hop!);
  print(floor.name, ground!);
  print('ratio', ratios);
  const [cpu, least] = [await cpuOf(way), await cpuOf(floor)];
  console.log(`CPU time     ${cpu.toFixed(2)} against ${least.toFixed(2)}: ${(cpu / least).toFixed(2)}\n`);
  return { 'the median hop': ratios[0]!, 'its CPU time': cpu / least };
}

async function provision(owner: string): Promise<void> {
  await provisionBroker(owner);
  for (const name of ['sender', 'hearer']) {
    await provisionService(owner, { name, migrations: [messagingMigrations] }, name);
    const database = new Database(databaseUrl(owner, name), { connections: 1 });
    await sql`create table thing (id uuid primary key, note text)`.execute(database.query);
    await sql`grant all on thing to ${sql.id(name)}`.execute(database.query);
    await database.close();
  }
}

const folder = await mkdtemp(join(tmpdir(), 'event-hop-'));
const postgres = await EmbeddedPostgres.start({ dataDir: join(folder, 'postgres') });
try {
  await provision(postgres.url());
  console.log(`${RATE} events/s, ms      p50      p95      p99`);
  const floor = await bare(postgres.url());
  for (const replicas of [1, 3]) {
    const way = await platform(postgres.url(), replicas);
    const ratios = await compare(way, floor);
    await way.stop();
    for (const [what, most] of Object.entries(MOST)) {
      const ratio = ratios[what as keyof typeof MOST];
      if (ratio <= most) continue;
      console.error(`${what} with ${way.name} is ${ratio.toFixed(2)} times the floor; ${most} are allowed`);
      process.exitCode = 1;
    }
  }
  await floor.stop();
} finally {
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}
