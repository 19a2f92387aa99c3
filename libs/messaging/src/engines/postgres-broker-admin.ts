import {
  asOwner,
  copyDatabase,
  createDatabase,
  type Database,
  databaseUrl,
  dropDatabase,
  endSessions,
  grantConnect,
  migrate,
  revokeConnect,
  type Tx,
} from '#libs/database';
import { sql } from 'kysely';
import type { BrokerAdmin, Decommissioning } from '../broker-admin.js';
import { type MissingHearer, NoBroker, type Topology, TopologyError } from '../topology.js';
import {
  declareTopology,
  emptyQueue,
  lockTopology,
  missingHearers,
  refreshHearers,
  withdrawTopology,
} from './postgres-topology.js';

const MIGRATIONS = { name: 'queues', folder: new URL('./postgres-migrations/', import.meta.url) };
/** SQLSTATEs of a database, or a table, that was never made. */
const NOT_MADE = ['3D000', '42P01'];
/** SQLSTATE of a lock that was not granted in time. */
const LOCK_NOT_AVAILABLE = '55P03';

/** A database that serves as the broker. */
export class PostgresBrokerAdmin implements BrokerAdmin {
  /**
   * @param ownerUrl a URL of the server under its owner; the database in it does not matter
   * @param database the name of the broker's own database
   */
  constructor(
    private readonly ownerUrl: string,
    private readonly database = 'broker',
  ) {}

  async provision(): Promise<string[]> {
    await asOwner(this.ownerUrl, (owner) => createDatabase(owner, this.database));
    return migrate(databaseUrl(this.ownerUrl, this.database), [MIGRATIONS]);
  }

  /** The role is made with the service's database. */
  async admit(): Promise<void> {}

  declare(...topologies: Topology[]): Promise<MissingHearer[]> {
    const services = topologies.map(({ service }) => service);
    return this.changeTopology(async (tx) => {
      for (const topology of topologies) await declareTopology(tx, topology);
      await grantConnect(tx, this.database, services);
      return missingHearers(tx, services);
    });
  }

  async decommission(service: string, discard: boolean): Promise<Decommissioning> {
    const done = await this.changeTopology(async (tx) => {
      const waiting = await emptyQueue(tx, service, discard);
      if (waiting && !discard)
        throw new TopologyError(
          `Messages wait in the queue of ${service} (${waiting}): let it handle them and try again, or add --discard to delete them.`,
        );
      const withdrawn = await withdrawTopology(tx, service);
      if (withdrawn === 'unknown')
        throw new TopologyError(
          `The broker knows no service ${service}: check the name, unless it is decommissioned already.`,
        );
      await revokeConnect(tx, this.database, service);
      return { deleted: waiting, isNew: withdrawn === 'now' };
    });
    // The right to connect is asked for once in a session, so one that is open would keep it.
    await asOwner(this.ownerUrl, (owner) => endSessions(owner, this.database, service));
    return done;
  }

  oldestWaiting(): Promise<Date | undefined> {
    return this.inBroker(async ({ query }) => {
      const { rows } = await sql<{ oldest: Date | null }>`
        select min(coalesce(attributes ->> 'recordedtime', attributes ->> 'time')::timestamptz) as oldest
        from queues.delivery`.execute(query);
      return rows[0]?.oldest ?? undefined;
    });
  }

  depth(): Promise<ReadonlyMap<string, number>> {
    return this.inBroker(async ({ query }) => {
      const { rows } = await sql<{ queue: string; count: number }>`
        select queue::text, count(*)::int as count from queues.delivery group by queue order by queue`.execute(
        query,
      );
      return new Map(rows.map(({ queue, count }) => [queue, count]));
    });
  }

  urlFor(service: string, password: string): string {
    return databaseUrl(this.ownerUrl, this.database, { name: service, password });
  }

  async copy(name: string): Promise<BrokerAdmin> {
    await asOwner(this.ownerUrl, (owner) => copyDatabase(owner, this.database, name));
    return new PostgresBrokerAdmin(this.ownerUrl, name);
  }

  drop(): Promise<void> {
    return asOwner(this.ownerUrl, (owner) => dropDatabase(owner, this.database));
  }

  /** Runs `work` in a transaction, while no other process changes the topology. */
  private async changeTopology<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    try {
      return await this.inBroker((owner) =>
        owner.inTransaction(async (tx) => {
          await lockTopology(tx);
          const result = await work(tx);
          await refreshHearers(tx);
          return result;
        }),
      );
    } catch (error) {
      if ((error as { code?: string }).code !== LOCK_NOT_AVAILABLE) throw error;
      throw new TopologyError('a transaction of a publisher stays open: try again, or end it', {
        cause: error,
      });
    }
  }

  /** @throws NoBroker when the database, or a table in it, is missing */
  private async inBroker<T>(work: (owner: Database) => Promise<T>): Promise<T> {
    try {
      return await asOwner(databaseUrl(this.ownerUrl, this.database), work);
    } catch (error) {
      if (!NOT_MADE.includes((error as { code?: string }).code ?? '')) throw error;
      throw new NoBroker(
        `PostgreSQL at ${new URL(this.ownerUrl).host} has no broker, or one that is not up to date: run npm run migrate -- broker; or, if RabbitMQ carries the events, set BROKER_OWNER_URL`,
        { cause: error },
      );
    }
  }
}
