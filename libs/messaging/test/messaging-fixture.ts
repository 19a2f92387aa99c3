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
  effect,
  type EffectContext,
  type EventContext,
  type Events,
  heard,
  InvalidInput,
  type Message,
  Messaging,
  messagingMigrations,
  PostgresMessagingStore,
  type Said,
  said,
} from '../src/index.js';
import { type Engine, type EngineFixture, postgres } from './engine-fixture.js';

const Thing = z.object({ id: z.uuid(), person: z.string().optional(), note: z.string().optional() });
export type Thing = z.infer<typeof Thing>;

const CRASHING_CONSUMER = fileURLToPath(new URL('./fixtures/crashing-consumer.js', import.meta.url));
/** What every service of a test may say, under the noun that is its name. */
const SAID = ['happened.v1', 'ended.v1'];
const TABLES = [
  'outbox',
  'inbox',
  'started',
  'retry',
  'hospital',
  'act',
  'note',
  'replay',
  'archive',
  'tombstone',
];

type Handler<Ctx> = (data: Thing, ctx: Ctx) => unknown;

/** A service's handlers, and what it is to use in place of the fixture's own. */
export interface TestServiceOptions {
  hears?: Record<string, Handler<EventContext>>;
  effects?: Record<string, Handler<EffectContext>>;
  /** The effect that runs once an effect of each type was admitted to the hospital. */
  onAdmission?: Record<string, string>;
  schedule?: number[];
  /** Whether its handlers of events may run again. */
  repeatable?: boolean;
  /** The limit of each of its handlers, in milliseconds. */
  limitMs?: number;
  /** For how long what it says, hears or does holds an erasure, in milliseconds. */
  holdsErasureMs?: number;
  /** Longest wait for its handlers when it stops, in milliseconds. */
  drainMs?: number;
  broker?: Broker;
  /** The URL of its database; the direct one unless given. */
  database?: string;
}

export const thing = (more: Partial<Thing> = {}): Thing => ({ id: newId(), ...more });
export const newCause = (): Cause => ({ correlationId: newId(), causationId: newId() });

/** Services without a domain: each has `Messaging` over a database of its own, and all share one broker. */
export class MessagingFixture {
  readonly spans = new InMemorySpanExporter();
  readonly logs: Record<string, unknown>[] = [];
  private readonly services: TestService[] = [];
  private readonly names = new Set<string>();
  private readonly declared = new Set<string>();

  private constructor(
    readonly environment: TestEnvironment,
    readonly engine: EngineFixture,
  ) {}

  static async open(engine: Engine = postgres): Promise<MessagingFixture> {
    const environment = await TestEnvironment.open();
    return new MessagingFixture(environment, await engine.open(environment));
  }

  /** Starts a service; another one of the same name is a replica. */
  async start(name: string, options: TestServiceOptions = {}): Promise<TestService> {
    const service = await this.create(name, options);
    await service.start();
    return service;
  }

  /** A service that is not started yet. */
  async create(name: string, options: TestServiceOptions = {}): Promise<TestService> {
    const telemetry = new Telemetry(name, 'debug', {
      spans: new SimpleSpanProcessor({ exporter: this.spans }),
      logTo: { write: (line) => void this.logs.push(JSON.parse(line) as Record<string, unknown>) },
    });
    const database = new Database(options.database ?? (await this.databaseUrl(name)), { name });
    const broker = options.broker ?? this.engine.connect(name, (err) => telemetry.log.warn({ err }));
    const service = new TestService(name, options, database, broker, telemetry);
    await this.declare(name, Object.keys(options.hears ?? {}));
    this.services.push(service);
    return service;
  }

  /** Starts a replica in a process of its own, which a deadly message kills once so many handlers run. */
  async spawnCrashing(name: string, concurrent: number): Promise<CrashingConsumer> {
    const urls = [await this.databaseUrl(name), this.engine.url(name)];
    await this.declare(name, ['alpha.happened.v1']);
    const child = spawn(process.execPath, [CRASHING_CONSUMER, name, ...urls, String(concurrent)], {
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
    await this.databaseUrl(sender);
    if (!this.declared.has(sender)) await this.declare(sender);
    const broker = this.engine.connect(sender);
    await broker.publish(messages).finally(() => broker.stop());
  }

  /** Declares that a service says its own events, and hears these. */
  async declare(name: string, hears: string[] = []): Promise<void> {
    this.declared.add(name);
    const says = Object.fromEntries(SAID.map((what) => [`${name}.${what}`, []]));
    await this.engine.admin.declare({ service: name, says, hears });
  }

  /** Rows of a table of a service, as its owner sees them, in the order of their keys. */
  async rows<Row = Record<string, any>>(name: string, table: string): Promise<Row[]> {
    const { rows } = await sql<Row>`select * from ${sql.table(`messaging.${table}`)} order by 1`.execute(
      this.environment.database(name).query,
    );
    return rows;
  }

  /** Resolves when nothing waits in the queues of these services. */
  async queuesEmpty(...names: string[]): Promise<void> {
    for (const name of names) await eventually(async () => (await this.engine.depth(name)) === 0);
  }

  /** Stops every service and empties every table, for the next test. */
  async reset(): Promise<void> {
    await this.engine.up();
    await Promise.all(this.services.splice(0).map((service) => service.stop()));
    await this.engine.clear();
    this.declared.clear();
    for (const name of this.names) {
      const { query } = this.environment.database(name);
      for (const table of TABLES) await sql`delete from ${sql.table(`messaging.${table}`)}`.execute(query);
    }
    this.spans.reset();
    this.logs.length = 0;
  }

  async close(): Promise<void> {
    await this.reset();
    await this.engine.close();
    await this.environment.close();
  }

  /** The URL of a service's database, which is made when it is missing. */
  async databaseUrl(name: string): Promise<string> {
    await this.environment.addDatabase({ name, migrations: [messagingMigrations] });
    this.names.add(name);
    return this.environment.url(name, name);
  }
}

/** A replica in a process of its own. */
export interface CrashingConsumer {
  /** How the process ended, and how many handlers ran then. */
  died: Promise<{ signal: string; running: number }>;
  kill(): Promise<void>;
}

/** One replica of a service. */
export class TestService {
  readonly messaging: Messaging;
  readonly happened;
  readonly events: Events;
  private stopped?: Promise<void>;

  constructor(
    readonly name: string,
    private readonly options: TestServiceOptions,
    readonly database: Database,
    readonly broker: Broker,
    readonly telemetry: Telemetry,
  ) {
    const { limitMs, drainMs, holdsErasureMs, repeatable } = options;
    const fields = { subject: 'id', person: 'person', holdsErasureMs } as const;
    const { onAdmission = {} } = options;
    const limits = { limitMs, holdsErasureMs };
    const followUps = Object.fromEntries(
      Object.entries(onAdmission).map(([type, then]) => [type, effect(then, Thing, limits)]),
    );
    this.happened = said(`${name}.happened.v1`, Thing, fields);
    this.events = {
      noun: name,
      said: [this.happened as unknown as Said],
      heard: Object.keys(options.hears ?? {}).map((type) =>
        heard(type, Thing, { from: type.split('.')[0]!, limitMs, holdsErasureMs, repeatable }),
      ),
      effects: Object.keys(options.effects ?? {}).map((type) =>
        effect(type, Thing, { ...limits, onAdmission: followUps[type] }),
      ),
    };
    const retrySchedule = options.schedule ?? [20, 20, 20, 20, 20];
    this.messaging = new Messaging(
      { store: new PostgresMessagingStore(database), broker, telemetry },
      this.events,
      { retrySchedule, drainMs },
    );
  }

  start(): Promise<void> {
    return this.messaging.start(
      new Map(
        Object.entries({ ...this.options.hears, ...this.options.effects }).map(([type, handler]) => [
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
