import { Database } from '#libs/database';
import { type Cause, newId, Telemetry, withCause } from '#libs/telemetry';
import { eventually, TestEnvironment } from '#tooling/testing';
import { ROOT_CONTEXT, context } from '@opentelemetry/api';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace';
import { sql } from 'kysely';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import {
  type Broker,
  type Delivery,
  type Events,
  effect,
  heard,
  InvalidInput,
  type Message,
  Messaging,
  messagingMigrations,
  type Run,
  type Said,
  said,
} from '../src/index.js';
import { type Engine, type Ground, postgres } from './engine.js';

const Thing = z.object({ id: z.uuid(), person: z.string().optional(), note: z.string().optional() });
export type Thing = z.infer<typeof Thing>;

const MORTAL = fileURLToPath(new URL('./fixtures/mortal.js', import.meta.url));
const TABLES = ['outbox', 'inbox', 'retry', 'hospital', 'tombstone'];

type Handler<Ctx> = (data: Thing, ctx: Ctx) => unknown;

/** What a service does in a test: a handler for each event and for each effect. */
export interface Part {
  hears?: Record<string, Handler<Delivery>>;
  effects?: Record<string, Handler<Run>>;
  schedule?: number[];
  broker?: Broker;
  /** The URL of its database, when it is not to take the direct way. */
  database?: string;
}

export const thing = (more: Partial<Thing> = {}): Thing => ({ id: newId(), ...more });
export const newCause = (): Cause => ({ correlationId: newId(), causationId: newId() });

/** Services without a domain, each with `Messaging` over databases of its own and one broker. */
export class Ensemble {
  readonly spans = new InMemorySpanExporter();
  readonly logs: Record<string, unknown>[] = [];
  private readonly players: Player[] = [];
  private readonly names = new Set<string>();

  private constructor(
    readonly environment: TestEnvironment,
    readonly ground: Ground,
  ) {}

  static async open(engine: Engine = postgres): Promise<Ensemble> {
    const environment = await TestEnvironment.open();
    return new Ensemble(environment, engine.open(environment));
  }

  /** Starts a service; another one of the same name is a replica. */
  async play(name: string, part: Part = {}): Promise<Player> {
    const player = await this.cast(name, part);
    await player.start();
    return player;
  }

  /** A service that is not started yet. */
  async cast(name: string, part: Part = {}): Promise<Player> {
    const telemetry = new Telemetry(name, 'debug', {
      spans: new SimpleSpanProcessor({ exporter: this.spans }),
      logTo: { write: (line) => void this.logs.push(JSON.parse(line) as Record<string, unknown>) },
    });
    const database = new Database(part.database ?? (await this.home(name)), { name });
    const broker = part.broker ?? this.ground.connect(name, (err) => telemetry.log.warn({ err }));
    const player = new Player(name, part, database, broker, telemetry);
    this.players.push(player);
    return player;
  }

  /** Starts a replica in a process of its own, which is killed by what is deadly, once so many handlers run. */
  async risk(name: string, company: number): Promise<Mortal> {
    const urls = [await this.home(name), this.ground.url(name)];
    const child = spawn(process.execPath, [MORTAL, name, ...urls, String(company)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const last = child.stdout.toArray();
    const died = once(child, 'exit').then(async ([, signal]) => ({
      signal,
      running: Number(Buffer.concat(await last)),
    }));
    return { died, kill: async () => void (child.kill('SIGKILL') && (await died)) };
  }

  /** Publishes as `sender` could, past its outbox. */
  async publish(sender: string, ...messages: Message[]): Promise<void> {
    await this.home(sender);
    const broker = this.ground.connect(sender);
    await broker.publish(messages).finally(() => broker.stop());
  }

  /** Rows of a table of a service, as its owner sees them, in the order of their keys. */
  async rows<Row = Record<string, any>>(name: string, table: string): Promise<Row[]> {
    const { rows } = await sql<Row>`select * from ${sql.table(`messaging.${table}`)} order by 1`.execute(
      this.environment.database(name).query,
    );
    return rows;
  }

  /** Resolves when nothing waits in the queues of these services. */
  async quiet(...names: string[]): Promise<void> {
    for (const name of names) await eventually(async () => (await this.ground.depth(name)) === 0);
  }

  /** Stops everybody and empties every table: for the next test. */
  async reset(): Promise<void> {
    await this.ground.up();
    await Promise.all(this.players.splice(0).map((player) => player.stop()));
    await this.ground.empty();
    for (const name of this.names) {
      const { query } = this.environment.database(name);
      for (const table of TABLES) await sql`delete from ${sql.table(`messaging.${table}`)}`.execute(query);
    }
    this.spans.reset();
    this.logs.length = 0;
  }

  async close(): Promise<void> {
    await this.reset();
    await this.environment.close();
  }

  /** The URL of a service's database, which is made when it is not there. */
  async home(name: string): Promise<string> {
    await this.environment.addDatabase({ name, migrations: [messagingMigrations] });
    this.names.add(name);
    return this.environment.url(name, name);
  }
}

export interface Mortal {
  /** How it ended, and how many handlers ran then. */
  died: Promise<{ signal: string; running: number }>;
  kill(): Promise<void>;
}

/** One replica of a service. */
export class Player {
  readonly messaging: Messaging;
  readonly happened;
  readonly events: Events;
  private stopped?: Promise<void>;

  constructor(
    readonly name: string,
    private readonly part: Part,
    readonly database: Database,
    readonly broker: Broker,
    readonly telemetry: Telemetry,
  ) {
    this.happened = said(`${name}.happened.v1`, Thing, { subject: 'id', person: 'person' });
    this.events = {
      noun: name,
      said: [this.happened as unknown as Said],
      heard: Object.keys(part.hears ?? {}).map((type) => heard(type, Thing)),
      effects: Object.keys(part.effects ?? {}).map((type) => effect(type, Thing)),
    };
    const retrySchedule = part.schedule ?? [20, 20, 20, 20, 20];
    this.messaging = new Messaging(database, broker, telemetry, this.events, { retrySchedule });
  }

  start(): Promise<void> {
    return this.messaging.start(
      new Map(
        Object.entries({ ...this.part.hears, ...this.part.effects }).map(([type, handler]) => [
          type,
          async (data: unknown, ctx: never) => {
            const parsed = Thing.safeParse(data);
            if (!parsed.success) throw new InvalidInput('body', parsed.error.issues);
            await handler(parsed.data, ctx);
          },
        ]),
      ) as never,
    );
  }

  /** Says `<name>.happened.v1`, in a transaction of its own. */
  async say(data: Thing = thing(), cause: Cause = newCause()): Promise<Thing> {
    await this.because(cause, () =>
      this.database.inTransaction((tx) => this.messaging.outbox.add(tx, this.happened(data))),
    );
    return data;
  }

  because<T>(cause: Cause, work: () => Promise<T>): Promise<T> {
    return context.with(withCause(ROOT_CONTEXT, cause), work);
  }

  stop(): Promise<void> {
    return (this.stopped ??= this.messaging.close().then(() => this.database.close()));
  }
}
