import { asOwner, createDatabase, Database, databaseUrl } from '#libs/database';
import { EmbeddedPostgres } from '#tooling/embedded-postgres';
import { RabbitmqServer } from '#tooling/rabbitmq';
import { sql } from 'kysely';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CONSUMER, type Contender, PUBLISHER, type Servers } from './contender.js';

const PAUSE_MS = 100;
/** When rows were committed is told by the server itself, to the microsecond. */
const SETTINGS = { track_commit_timestamp: 'on' };

/** When each row was committed, in milliseconds since 1970, by its id. */
export type Commits = { id: string; at: number }[];

/** The servers of one contender, its tables, and a sink for spans. */
export class TestBed {
  private readonly databases = new Map<string, Database>();

  private constructor(
    private readonly folder: string,
    private readonly postgres: EmbeddedPostgres,
    private readonly rabbitmq: RabbitmqServer | undefined,
    private readonly sink: Server,
    private readonly effectsIn: string,
  ) {}

  /** Starts servers with durable commits, and makes the tables. */
  static async open(contender: Contender): Promise<TestBed> {
    const { needsRabbitmq, effectsIn = CONSUMER, prepare } = contender;
    const folder = await mkdtemp(join(tmpdir(), 'compare-'));
    const dataDir = join(folder, 'postgres');
    const postgres = await EmbeddedPostgres.start({ dataDir, settings: SETTINGS });
    const rabbitmq = needsRabbitmq && (await RabbitmqServer.start({ folder: join(folder, 'rabbitmq') }));
    const sink = createServer((request, response) => request.resume().once('end', () => response.end()));
    await once(sink.listen(0, '127.0.0.1'), 'listening');
    const bed = new TestBed(folder, postgres, rabbitmq, sink, effectsIn);
    try {
      await asOwner(postgres.url(), async (server) => {
        for (const database of [PUBLISHER, CONSUMER]) await createDatabase(server, database);
      });
      await prepare?.(bed.servers);
      await bed.makeTables();
      return bed;
    } catch (error) {
      await bed.close();
      throw error;
    }
  }

  get servers(): Servers {
    const spans = `http://127.0.0.1:${(this.sink.address() as AddressInfo).port}`;
    return { owner: this.postgres.url(), ...(this.rabbitmq && { amqp: this.rabbitmq.url }), spans };
  }

  /** The processes of the servers. */
  async pids(): Promise<number[]> {
    const file = await readFile(join(this.postgres.dataDir, 'postmaster.pid'), 'utf8');
    return [Number(file.split('\n')[0]), ...(this.rabbitmq ? [await this.rabbitmq.pid()] : [])];
  }

  /** How many rows there are. */
  rows = (): Promise<number> => this.count(PUBLISHER, 'thing');
  /** How many effects there are. */
  effects = (): Promise<number> => this.count(this.effectsIn, 'effect');

  savedAt = (): Promise<Commits> => this.commits(PUBLISHER, 'thing');
  effectsAt = (): Promise<Commits> => this.commits(this.effectsIn, 'effect');

  /** Waits until every row has an effect, or until nothing has happened for so many milliseconds. */
  async settle(patienceMs: number): Promise<void> {
    const rows = await this.rows();
    await this.rest(patienceMs, (effects) => effects >= rows);
  }

  /** Waits until nothing has happened for so many milliseconds, or until there are enough effects. */
  async rest(patienceMs: number, isEnough = (_effects: number) => false): Promise<void> {
    let [effects, movedAt] = [await this.effects(), performance.now()];
    while (!isEnough(effects) && performance.now() - movedAt < patienceMs) {
      await sleep(PAUSE_MS);
      const now = await this.effects();
      if (now !== effects) [effects, movedAt] = [now, performance.now()];
    }
  }

  /** Removes all rows and effects. */
  async clear(): Promise<void> {
    for (const { query } of this.databases.values()) await sql`truncate thing, effect`.execute(query);
  }

  async close(): Promise<void> {
    await Promise.all([...this.databases.values()].map((database) => database.close()));
    this.sink.close().closeAllConnections();
    await this.rabbitmq?.stop();
    await this.postgres.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** An effect has no key, so that one that comes twice is two rows. */
  private async makeTables(): Promise<void> {
    for (const name of [PUBLISHER, CONSUMER]) {
      const database = new Database(databaseUrl(this.postgres.url(), name), { connections: 1 });
      this.databases.set(name, database);
      const { query } = database;
      await sql`create table thing (id uuid primary key, note text not null)`.execute(query);
      await sql`create table effect (id uuid not null, note text not null)`.execute(query);
      await sql`grant all on thing, effect to public`.execute(query);
    }
  }

  private async count(database: string, table: string): Promise<number> {
    const { query } = this.databases.get(database)!;
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from ${sql.id(table)}`.execute(query);
    return rows[0]!.count;
  }

  private async commits(database: string, table: string): Promise<Commits> {
    const { query } = this.databases.get(database)!;
    const { rows } = await sql<{ id: string; at: number }>`
      select id, extract(epoch from pg_xact_commit_timestamp(xmin))::float8 * 1000 as at
      from ${sql.id(table)}`.execute(query);
    return rows;
  }
}
