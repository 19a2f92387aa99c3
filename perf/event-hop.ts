import { afterCommit, Database, EmbeddedPostgres } from '#libs/database';
import {
  type Delivery,
  eventsOf,
  heard,
  Messaging,
  messagingMigrations,
  PostgresBroker,
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
import { Client } from 'pg';
import { z } from 'zod';

/*
 * How long an event takes from before the sender's transaction to after the hearer's commit, against its floor: the
 * same three durable commits (business, broker with NOTIFY, effect) as bare statements on the same server. The two
 * take turns, so that a busy machine slows both. Exits 1 when the median is over twice the floor.
 */
const RATE = 60;
const WARM_MS = 5_000;
const MEASURE_MS = 20_000;
const MOST = 2.0;

const Happened = z.object({ id: z.uuid(), note: z.string() });
const events = eventsOf({ noun: 'thing', happened: said('thing.happened.v1', Happened, { subject: 'id' }) });
const hears = eventsOf({ happened: heard('thing.happened.v1', z.object({ id: z.uuid() })) });

/** Something that times one event, given its id. */
type Way = (id: string) => Promise<number>;

interface Setting {
  name: string;
  hop: Way;
  stop(): Promise<void>;
}

const NOTE = 'x'.repeat(300);
const arrivals = new Map<string, () => void>();

const timed = async (id: string, depart: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  const arrived = new Promise<void>((resolve) => arrivals.set(id, resolve));
  await depart();
  await arrived;
  arrivals.delete(id);
  return performance.now() - began;
};

/** The platform, with so many replicas of the sender and of the hearer. */
async function platform(owner: string, replicas: number): Promise<Setting> {
  const start = async (service: string, face: typeof events, handlers: Map<string, MessageHandler>) => {
    const role = { name: service, password: service };
    const telemetry = new Telemetry(service, 'warn');
    const database = new Database(databaseUrl(owner, service, role));
    const broker = new PostgresBroker(databaseUrl(owner, 'broker', role), (error) => telemetry.log.warn(error));
    const messaging = new Messaging(database, broker, telemetry, face, { retrySchedule: [1_000] });
    await messaging.start(handlers);
    return { database, messaging };
  };
  const hear = async ({ id }: { id: string }, { tx }: Delivery) => {
    await sql`insert into thing (id, note) values (${id}, ${NOTE})`.execute(tx);
    afterCommit(tx, () => arrivals.get(id)?.());
  };
  const many = <T>(make: () => Promise<T>) => Promise.all(Array.from({ length: replicas }, make));
  const hearers = await many(() => start('hearer', hears, new Map([['thing.happened.v1', hear as MessageHandler]])));
  const senders = await many(() => start('sender', events, new Map()));
  let turn = 0;
  return {
    name: `${replicas} of each`,
    hop: (id) => {
      const { database, messaging } = senders[turn++ % replicas]!;
      const cause = { correlationId: id, causationId: id };
      return timed(id, () =>
        context.with(withCause(ROOT_CONTEXT, cause), () =>
          database.inTransaction(async (tx) => {
            await sql`insert into thing (id, note) values (${id}, ${NOTE})`.execute(tx);
            await messaging.outbox.add(tx, { event: events.said[0]!, data: { id, note: NOTE } });
          }),
        ),
      );
    },
    async stop() {
      for (const { database, messaging } of [...senders, ...hearers]) {
        await messaging.drain();
        await messaging.close();
        await database.close();
      }
    },
  };
}

/** The floor: the same commits without anything around them. */
async function bare(owner: string): Promise<Setting> {
  const connect = async (database: string) => {
    const client = new Client(databaseUrl(owner, database));
    await client.connect();
    return client;
  };
  const [sender, publisher, listener, hearer] = await Promise.all(['sender', 'broker', 'broker', 'hearer'].map(connect));
  await publisher!.query('create table if not exists floor (id uuid primary key, note text)');
  const insert = (table: string) => ({ name: table, text: `insert into ${table} (id, note) values ($1, $2)` });
  const publish = {
    name: 'publish',
    text: `with put as (${insert('floor').text} returning id) select pg_notify('floor', id::text) from put`,
  };
  await listener!.query('listen floor');
  listener!.on('notification', ({ payload: id = '' }) => {
    void hearer!.query({ ...insert('thing'), values: [id, NOTE] }).then(() => arrivals.get(id)?.());
  });
  return {
    name: 'floor',
    hop: (id) =>
      timed(id, async () => {
        await sender!.query({ ...insert('thing'), values: [id, NOTE] });
        await publisher!.query({ ...publish, values: [id, NOTE] });
      }),
    stop: async () => void (await Promise.all([sender, publisher, listener, hearer].map((client) => client!.end()))),
  };
}

/** Lets the two take turns; answers with the times of each. */
async function race(ways: [Way, Way], forMs: number): Promise<[number[], number[]]> {
  const pending: [Promise<number>[], Promise<number>[]] = [[], []];
  const began = performance.now();
  for (let turn = 0, at = 0; at < forMs; turn = 1 - turn, at += 500 / RATE) {
    await sleep(Math.max(0, began + at - performance.now()));
    pending[turn]!.push(ways[turn]!(newId()));
  }
  return [await Promise.all(pending[0]), await Promise.all(pending[1])];
}

function quantiles(times: number[]): number[] {
  const sorted = times.toSorted((a, b) => a - b);
  return [0.5, 0.95, 0.99].map((q) => sorted[Math.floor(q * sorted.length)] ?? 0);
}

async function compare(setting: Setting, floor: Setting): Promise<number> {
  const ways: [Way, Way] = [setting.hop, floor.hop];
  await race(ways, WARM_MS);
  const [hop, ground] = (await race(ways, MEASURE_MS)).map(quantiles);
  const line = (name: string, numbers: number[]) =>
    console.log(name.padEnd(12), ...numbers.map((number) => number.toFixed(2).padStart(8)));
  line(setting.name, hop!);
  line('floor', ground!);
  const ratios = hop!.map((time, at) => time / ground![at]!);
  line('ratio', ratios);
  return ratios[0]!;
}

const folder = await mkdtemp(join(tmpdir(), 'event-hop-'));
const postgres = await EmbeddedPostgres.start({ dataDir: join(folder, 'postgres') });
try {
  const owner = postgres.url();
  await provisionBroker(owner);
  for (const name of ['sender', 'hearer']) {
    await provisionService(owner, { name, migrations: [messagingMigrations] }, name);
    const database = new Database(databaseUrl(owner, name), { connections: 1 });
    await sql`create table thing (id uuid primary key, note text)`.execute(database.query);
    await sql`grant all on thing to ${sql.id(name)}`.execute(database.query);
    await database.close();
  }
  console.log(`${RATE} events/s for ${MEASURE_MS / 1_000} s; p50, p95, p99 in ms`);
  const floor = await bare(owner);
  for (const replicas of [1, 3]) {
    const setting = await platform(owner, replicas);
    const ratio = await compare(setting, floor);
    await setting.stop();
    if (replicas === 1 && ratio > MOST) {
      console.error(`the median is ${ratio.toFixed(2)} times the floor; ${MOST} are allowed`);
      process.exitCode = 1;
    }
  }
  await floor.stop();
} finally {
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}
