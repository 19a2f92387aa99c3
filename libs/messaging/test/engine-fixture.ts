import { Database } from '#libs/database';
import { type TestEnvironment } from '#tooling/testing';
import { sql } from 'kysely';
import { type Broker, type BrokerAdmin, type Message, type OnError, PostgresBroker } from '../src/index.js';

/** What the conformance suite needs of an engine, beside the `Broker` itself. */
export interface Engine {
  readonly name: string;
  /** A broker for the tests of one file. */
  open(environment: TestEnvironment): Promise<EngineFixture>;
}

/** A broker, and what only a test may do to it. */
export interface EngineFixture {
  url(service: string): string;
  connect(service: string, onError?: OnError): Broker;
  readonly admin: BrokerAdmin;
  /** How many messages a queue holds, delivered ones included. */
  depth(service: string): Promise<number>;
  /** Everything that a queue holds, as text. */
  contents(service: string): Promise<string>;
  /** Publishes a message, and runs `work` before that is committed. */
  whilePublishing(service: string, message: Message, work: () => Promise<void>): Promise<void>;
  /** Ends every lease, as if every consumer had died long ago. */
  expireLeases(): Promise<void>;
  /** Breaks every connection; new ones may be made. */
  dropConnections(): Promise<void>;
  /** Breaks every connection and refuses new ones until `up`. */
  down(): Promise<void>;
  up(): Promise<void>;
  /** Removes every queue, and everything that was declared. */
  clear(): Promise<void>;
  /** Removes the broker, if it is not the environment's. */
  close(): Promise<void>;
}

export const postgres: Engine = {
  name: 'PostgreSQL',
  open: async (environment) => new PostgresEngineFixture(environment),
};

class PostgresEngineFixture implements EngineFixture {
  constructor(private readonly environment: TestEnvironment) {}

  url(service: string): string {
    return this.environment.brokerUrl(service);
  }

  connect(service: string, onError: OnError = () => {}): Broker {
    return new PostgresBroker(this.url(service), onError, { pollMs: 100 });
  }

  get admin(): BrokerAdmin {
    return this.environment.broker;
  }

  async depth(service: string): Promise<number> {
    const [row] = await this.rows<{ depth: number }>(
      sql`select count(*)::int as depth from queues.delivery where queue = ${service}`,
    );
    return row?.depth ?? 0;
  }

  async contents(service: string): Promise<string> {
    const rows = await this.rows<{ body: Buffer }>(
      sql`select body from queues.delivery where queue = ${service}`,
    );
    return rows.map(({ body }) => body.toString()).join('\n');
  }

  async whilePublishing(
    service: string,
    { attributes, body }: Message,
    work: () => Promise<void>,
  ): Promise<void> {
    const publisher = new Database(this.url(service), { connections: 1 });
    try {
      await publisher.inTransaction(async (tx) => {
        await sql`select publish(array[${JSON.stringify(attributes)}::jsonb], array[${body}::bytea])`.execute(
          tx,
        );
        await work();
      });
    } finally {
      await publisher.close();
    }
  }

  async expireLeases(): Promise<void> {
    await this.rows(
      sql`update queues.delivery set lease_until = now() - interval '1 second' where lease_until is not null`,
    );
  }

  dropConnections(): Promise<void> {
    return dropConnections(this.environment.database('broker'));
  }

  down(): Promise<void> {
    return refuseConnections(this.environment.database('broker'));
  }

  up(): Promise<void> {
    return allowConnections(this.environment.database('broker'));
  }

  async clear(): Promise<void> {
    await this.rows(sql`delete from queues.delivery`);
    await this.rows(sql`delete from queues.subscription`);
    await this.rows(sql`delete from queues.said`);
  }

  async close(): Promise<void> {}

  private async rows<Row>(query: ReturnType<typeof sql<Row>>): Promise<Row[]> {
    return (await query.execute(this.environment.database('broker').query)).rows;
  }
}

/** Breaks every connection of services to a database. */
async function dropConnections({ query }: Database): Promise<void> {
  await sql`select pg_terminate_backend(pid, 5000) from pg_stat_activity
    where datname = current_database() and usename <> current_user`.execute(query);
}

/** Breaks every connection of services to a database, and refuses new ones until they are allowed. */
export async function refuseConnections(database: Database): Promise<void> {
  await limitConnections(database, 0);
  await dropConnections(database);
}

/** Lets services connect to a database again. */
export const allowConnections = (database: Database): Promise<void> => limitConnections(database, -1);

/** The limit does not hold for the owner. */
async function limitConnections({ query }: Database, limit: number): Promise<void> {
  const text = sql.lit(`alter database %I connection limit ${limit}`);
  await sql`do $$ begin execute format(${text}, current_database()); end $$`.execute(query);
}
