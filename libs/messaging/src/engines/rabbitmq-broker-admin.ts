import { Connection } from 'rabbitmq-client';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BrokerAdmin, Decommissioning } from '../broker-admin.js';
import { type MissingHearer, type Topology, TopologyError } from '../topology.js';
import { RabbitmqDeclaration } from './rabbitmq-declaration.js';
import { ManagementError, RabbitmqManagement } from './rabbitmq-management.js';
import { AGAIN, EVENTS, EVENTS_FOR_ONE, FIGURES, queuesOf } from './rabbitmq-names.js';
import { type Exchange, record, type Recorded, recordedIn } from './rabbitmq-records.js';
import {
  declared,
  missingHearers,
  type RabbitmqTopology,
  withdrawn,
  withEntrances,
} from './rabbitmq-topology.js';
import { type RabbitmqUrl, rabbitmqUrl, rabbitmqUrlFor } from './rabbitmq-url.js';

const VHOST = 'troupe';
const NOT_UP_TO_DATE = 'The broker is not up to date: run npm run migrate -- broker';
/** The oldest RabbitMQ whose quorum queues hand a rejected message on at least once. */
const OLDEST_VERSION = [3, 10];
const ANSWER_MS = 30_000;
/** Longest wait for another process that changes the topology. */
const LOCK_MS = 15_000;
const LOCK_PAUSE_MS = 50;
const LOCK = 'topology.lock';
/** Every user of these may see how many messages wait, and what was declared, but nothing of a message. */
const TAGS = 'management';
const EXCHANGES = { [EVENTS]: 'topic', [EVENTS_FOR_ONE]: 'topic', [AGAIN]: 'direct', [FIGURES]: 'topic' };

/** A virtual host of RabbitMQ that serves as the broker. */
export class RabbitmqBrokerAdmin implements BrokerAdmin {
  private readonly url: RabbitmqUrl;
  private readonly management: RabbitmqManagement;

  /** @param ownerUrl a URL of the server under an administrator; without a virtual host it is `troupe` */
  constructor(private readonly ownerUrl: string) {
    this.url = rabbitmqUrl(ownerUrl, VHOST);
    this.management = new RabbitmqManagement(this.url, ANSWER_MS);
  }

  async provision(): Promise<string[]> {
    const { vhost, user } = this.url;
    await this.checkVersion();
    const isNew = await this.management.put(['vhosts', vhost]);
    await this.management.put(['permissions', vhost, user], { configure: '.*', write: '.*', read: '.*' });
    const made = [];
    for (const [name, type] of Object.entries(EXCHANGES))
      if (await this.management.put(['exchanges', vhost, name], { type, durable: true })) made.push(name);
    return [
      ...(isNew ? [`rabbitmq/virtual host ${vhost}`] : []),
      ...made.map((name) => `rabbitmq/exchange ${name}`),
    ];
  }

  async admit(service: string, password: string): Promise<void> {
    await this.management.put(['users', service], { password, tags: TAGS });
  }

  declare(...topologies: Topology[]): Promise<MissingHearer[]> {
    const services = topologies.map(({ service }) => service);
    return this.changeTopology(async (recorded) => {
      const wanted = topologies.reduce(declared, recorded.topology);
      const topology = await this.replace(recorded, wanted, services);
      return missingHearers(topology, services);
    });
  }

  async decommission(service: string, discard: boolean): Promise<Decommissioning> {
    return this.changeTopology(async (recorded) => {
      const { topology, was } = withdrawn(recorded.topology, service);
      const waiting = await this.waitingFor(service);
      if (waiting && !discard)
        throw new TopologyError(
          `Messages wait in the queue of ${service} (${waiting}): let it handle them and try again, or add --discard to delete them.`,
        );
      if (was === 'unknown')
        throw new TopologyError(
          `The broker knows no service ${service}: check the name, unless it is decommissioned already.`,
        );
      await this.replace(recorded, topology, []);
      await this.endSessions(service);
      // What a publisher has sent meanwhile is not lost: without `discard`, even empty queues stay.
      if (discard) await this.declaration.deleteQueues(service);
      return { deleted: waiting, isNew: was === 'now' };
    });
  }

  urlFor(service: string, password: string): string {
    return rabbitmqUrlFor(this.ownerUrl, service, password, this.url.vhost);
  }

  async copy(name: string): Promise<BrokerAdmin> {
    const copy = new RabbitmqBrokerAdmin(
      rabbitmqUrlFor(this.ownerUrl, this.url.user, this.url.password, name),
    );
    const { topology } = await this.recorded();
    const made = await copy.provision();
    if (!made.length) throw new Error(`RabbitMQ has a virtual host ${name} already: choose another name.`);
    const services = Object.keys(topology.entrances);
    if (services.length)
      await copy.changeTopology((recorded) =>
        copy.replace(recorded, { ...topology, entrances: {} }, services),
      );
    return copy;
  }

  async drop(): Promise<void> {
    await this.management.delete('vhosts', this.url.vhost);
  }

  private get declaration(): RabbitmqDeclaration {
    return new RabbitmqDeclaration(this.management, this.url.vhost);
  }

  private async checkVersion(): Promise<void> {
    const { rabbitmq_version: version } = await this.management.get<{ rabbitmq_version: string }>('overview');
    const [major = 0, minor = 0] = version.split('.').map(Number);
    const [oldestMajor = 0, oldestMinor = 0] = OLDEST_VERSION;
    if (major < oldestMajor || (major === oldestMajor && minor < oldestMinor))
      throw new Error(
        `RabbitMQ ${version} is too old: ${OLDEST_VERSION.join('.')} is the oldest that works.`,
      );
  }

  /** Makes everything that a topology needs before it becomes the newest one, and removes what it no longer needs after. */
  private async replace(
    { generation, topology: old }: Recorded,
    wanted: RabbitmqTopology,
    services: readonly string[],
  ): Promise<RabbitmqTopology> {
    const next = { generation: generation + 1, topology: withEntrances(old, wanted, generation + 1) };
    const { declaration } = this;
    for (const service of services) await declaration.makeQueues(service);
    await declaration.make(next.topology);
    for (const service of services) await declaration.permit(service);
    await record(this.management, this.url.vhost, next);
    await declaration.removeAllBut(next);
    return next.topology;
  }

  private async waitingFor(service: string): Promise<number> {
    const counts = await this.whileConnected(async (connection) => {
      const found = [];
      for (const queue of queuesOf(service)) {
        const counted = connection.queueDeclare({ queue, passive: true });
        found.push(await counted.then(({ messageCount }) => messageCount, unlessMissing));
      }
      return found;
    });
    return counts.reduce((sum, count) => sum + count, 0);
  }

  /**
   * The right to connect is asked for once in a session, so one that is open would keep it. RabbitMQ knows a single
   * connection some seconds late, but all of a user at once; those to another virtual host are made anew by their process.
   */
  private async endSessions(service: string): Promise<void> {
    await this.management.delete('permissions', this.url.vhost, service);
    await this.management.delete('connections', 'username', service);
  }

  private async recorded(): Promise<Recorded> {
    return recordedIn(await this.management.get<Exchange[]>('exchanges', this.url.vhost));
  }

  /** Runs `work` while no other process changes the topology. */
  private async changeTopology<T>(work: (recorded: Recorded) => Promise<T>): Promise<T> {
    try {
      await this.recorded();
    } catch (error) {
      throw error instanceof ManagementError && error.status === 404
        ? new TopologyError(NOT_UP_TO_DATE, { cause: error })
        : error;
    }
    return this.whileConnected(async (connection) => {
      await this.lock(connection);
      return work(await this.recorded());
    });
  }

  /** An exclusive queue is a lock: RabbitMQ deletes it with the connection, however that ends. */
  private async lock(connection: Connection): Promise<void> {
    const until = Date.now() + LOCK_MS;
    for (;;) {
      try {
        await connection.queueDeclare({ queue: LOCK, exclusive: true });
        return;
      } catch (error) {
        if ((error as { code?: string }).code !== 'RESOURCE_LOCKED' || Date.now() > until) throw error;
      }
      await sleep(LOCK_PAUSE_MS);
    }
  }

  private async whileConnected<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const { protocol, hostname, port } = new URL(this.ownerUrl);
    const { user: username, password, vhost } = this.url;
    const isTls = protocol === 'amqps:';
    const connection = new Connection({
      hostname,
      port: port || (isTls ? '5671' : '5672'),
      ...(isTls && { tls: true }),
      username,
      password,
      vhost,
      noDelay: true,
      connectionName: 'changes the topology',
      acquireTimeout: ANSWER_MS,
    });
    const { promise: broken, reject } = Promise.withResolvers<never>();
    connection.on('error', reject);
    try {
      return await Promise.race([work(connection), broken]);
    } finally {
      broken.catch(() => {});
      await connection.close();
    }
  }
}

const unlessMissing = (error: unknown): number => {
  if ((error as { code?: string }).code === 'NOT_FOUND') return 0;
  throw error;
};
