import { Connection } from 'rabbitmq-client';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BrokerAdmin, Decommissioning, Missing, SubscribedSince } from '../broker-admin.js';
import { type MissingHearer, NoBroker, type Topology, TopologyError } from '../topology.js';
import { before } from './deadline.js';
import { whyAway } from './rabbitmq-away.js';
import { missingBindings } from './rabbitmq-bindings.js';
import { RabbitmqDeclaration } from './rabbitmq-declaration.js';
import { namesOf, RabbitmqManagement } from './rabbitmq-management.js';
import {
  AGAIN,
  againOf,
  EVENTS,
  EVENTS_FOR_ONE,
  FIGURES,
  isNotFound,
  missingQueues,
  notAnswering,
  queuesOf,
} from './rabbitmq-names.js';
import { type Exchange, record, type Recorded, recordedIn } from './rabbitmq-records.js';
import {
  declared,
  hearersIn,
  missingHearers,
  type RabbitmqTopology,
  subscribedIn,
  withdrawn,
  withEntrances,
} from './rabbitmq-topology.js';
import { addressOf, type RabbitmqUrl, rabbitmqUrl, rabbitmqUrlFor } from './rabbitmq-url.js';

const VHOST = 'troupe';
/** The oldest RabbitMQ whose quorum queues hand a rejected message on at least once. */
const OLDEST_VERSION = [3, 10];
const ANSWER_MS = 30_000;
/** Longest wait for a connection to end, because RabbitMQ may be busy with what was asked. */
const CLOSE_MS = 2_000;
/** Longest wait for another process that changes the topology. */
const LOCK_MS = 15_000;
const LOCK_PAUSE_MS = 50;
const LOCK = 'topology.lock';
/**
 * RabbitMQ stores up to a second after it has made a queue where its log is (`auto_save` of its library ra, 3.10 to 4.x). When
 * the server is killed before, the queue loses what was confirmed, and never answers.
 */
const SETTLE_MS = 2_000;
/** What tells our users from those of others. */
const TAG = 'troupe';
/** Every user of these may see how many messages wait, and what was declared, but nothing of a message. */
const TAGS = `management,${TAG}`;
/** RabbitMQ tells twice in 5 seconds what consumers have taken: to its management, and that to others. */
const STATISTICS_MS = 11_000;
const EXCHANGES = { [EVENTS]: 'topic', [EVENTS_FOR_ONE]: 'topic', [AGAIN]: 'direct', [FIGURES]: 'topic' };

/** A user at RabbitMQ has the name of a service and belongs to somebody else. */
class ForeignUser extends Error {
  override name = 'ForeignUser';
}

/** A virtual host of RabbitMQ that serves as the broker. */
export class RabbitmqBrokerAdmin implements BrokerAdmin {
  private readonly url: RabbitmqUrl;
  private readonly management: RabbitmqManagement;

  /**
   * @param ownerUrl a URL of the server under an administrator; without a virtual host it is `troupe`
   * @param settleMs how long a new queue waits before anything is published to it, in milliseconds. Tests shorten it
   */
  constructor(
    private readonly ownerUrl: string,
    private readonly settleMs = SETTLE_MS,
  ) {
    this.url = rabbitmqUrl(ownerUrl, VHOST);
    this.management = new RabbitmqManagement(this.url, ANSWER_MS);
  }

  async provision(): Promise<string[]> {
    const { vhost, user } = this.url;
    await this.checkVersion();
    const isNew = await this.management.put(['vhosts', vhost]);
    await this.management.put(['permissions', vhost, user], { configure: '.*', write: '.*', read: '.*' });
    const made = await this.makeExchanges();
    return [
      ...(isNew ? [`rabbitmq/virtual host ${vhost}`] : []),
      ...made.map((name) => `rabbitmq/exchange ${name}`),
    ];
  }

  async admit(service: string, password: string): Promise<void> {
    const user = await this.management.find<{ tags: string[] | string }>('users', service);
    if (user && !user.tags.includes(TAG))
      throw new ForeignUser(
        `RabbitMQ has a user ${service} already that is not Troupe's (it lacks the tag ${TAG}): rename that user, or use another RabbitMQ.`,
      );
    await this.management.put(['users', service], { password, tags: TAGS });
  }

  declare(...topologies: Topology[]): Promise<MissingHearer[]> {
    const services = topologies.map(({ service }) => service);
    return this.changeTopology(async (recorded, lock) => {
      const wanted = topologies.reduce((all, one) => declared(all, one, new Date()), recorded.topology);
      const topology = await this.replace(recorded, wanted, services, lock);
      return missingHearers(topology, services);
    });
  }

  async decommission(service: string, discard: boolean): Promise<Decommissioning> {
    return this.changeTopology(async (recorded, lock) => {
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
      await this.replace(recorded, topology, [], lock);
      await this.endSessions(service);
      // What a publisher has sent meanwhile is not lost: without `discard`, even empty queues stay.
      if (discard) await this.declaration.deleteQueues(service);
      return { deleted: waiting, isNew: was === 'now' };
    });
  }

  async depth(): Promise<ReadonlyMap<string, number>> {
    const depth = await this.depthNow();
    if (depth.size) return depth;
    await this.exchanges(); // so that nothing is called empty that is not there
    await sleep(STATISTICS_MS);
    return this.depthNow();
  }

  async missing(): Promise<Missing> {
    const { topology } = await this.recorded();
    const found = namesOf(await this.management.queues());
    const bindings = missingBindings(topology, await this.management.bindings(), found);
    return { queues: missingQueues(hearersIn(topology), found), bindings };
  }

  async subscriptions(): Promise<SubscribedSince[]> {
    return subscribedIn((await this.recorded()).topology);
  }

  urlFor(service: string, password: string): string {
    return rabbitmqUrlFor(this.ownerUrl, service, password, this.url.vhost);
  }

  async copy(name: string): Promise<BrokerAdmin> {
    const copy = new RabbitmqBrokerAdmin(
      rabbitmqUrlFor(this.ownerUrl, this.url.user, this.url.password, name),
      this.settleMs,
    );
    const { topology } = await this.recorded();
    const made = await copy.provision();
    if (!made.length) throw new Error(`RabbitMQ has a virtual host ${name} already: choose another name.`);
    const services = Object.keys(topology.entrances);
    if (services.length)
      await copy.changeTopology((recorded, lock) =>
        copy.replace(recorded, { ...topology, entrances: {} }, services, lock),
      );
    return copy;
  }

  async drop(): Promise<void> {
    await this.management.delete('vhosts', this.url.vhost);
  }

  private get declaration(): RabbitmqDeclaration {
    return new RabbitmqDeclaration(this.management, this.url.vhost, this.settleMs);
  }

  /** @returns those that were not there */
  private async makeExchanges(): Promise<string[]> {
    const made = [];
    for (const [name, type] of Object.entries(EXCHANGES))
      if (await this.management.put(['exchanges', this.url.vhost, name], { type, durable: true }))
        made.push(name);
    return made;
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
    lock: AbortSignal,
  ): Promise<RabbitmqTopology> {
    const next = { generation: generation + 1, topology: withEntrances(old, wanted, generation + 1) };
    const { declaration } = this;
    await this.makeExchanges(); // somebody may have deleted one
    await declaration.makeQueues(services, (queue) => this.answers(queue));
    await declaration.make(next.topology);
    for (const service of services) await declaration.permit(service);
    lock.throwIfAborted();
    await record(this.management, this.url.vhost, next);
    lock.throwIfAborted();
    await declaration.removeAllBut(next);
    return next.topology;
  }

  /** RabbitMQ itself tells what waits, and its management what is taken, some seconds late. Queues of others do not count. */
  private async depthNow(): Promise<ReadonlyMap<string, number>> {
    const found = await this.management.find<{ name: string; messages?: number }[]>('queues', this.url.vhost);
    const queues = found ?? []; // there is no such virtual host
    const told = new Map(queues.map(({ name, messages = 0 }) => [name, messages]));
    const services = queues.flatMap(({ name }) => (told.has(againOf(name)) ? [name] : []));
    const depths = [];
    for (const service of services) {
      const late = queuesOf(service).reduce((sum, queue) => sum + told.get(queue)!, 0);
      depths.push([service, Math.max(late, await this.waitingFor(service))] as const);
    }
    return new Map(depths.filter(([, depth]) => depth));
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

  /** Whether an empty queue does. RabbitMQ closes the connection when it does not, after 5 seconds. */
  private answers(queue: string): Promise<boolean> {
    const asked = this.whileConnected((connection) => connection.basicGet({ queue }));
    return before(ANSWER_MS, asked, notAnswering(queue)).then(
      () => true,
      (error: unknown) => {
        if ((error as { code?: string }).code === 'INTERNAL_ERROR') return false;
        throw error;
      },
    );
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
    return recordedIn(await this.exchanges());
  }

  /** @throws NoBroker when the virtual host is missing, or was never provisioned */
  private async exchanges(): Promise<Exchange[]> {
    const { hosts, vhost } = this.url;
    const found = await this.management.find<Exchange[]>('exchanges', vhost);
    if (found?.some(({ name }) => name === EVENTS_FOR_ONE)) return found;
    throw new NoBroker(
      `RabbitMQ at ${hosts.join(', ')} has no broker in a virtual host ${vhost}: name that of the platform in BROKER_OWNER_URL, or run npm run migrate -- broker`,
    );
  }

  /** Runs `work` while no other process changes the topology; its signal aborts when another one could. */
  private async changeTopology<T>(work: (recorded: Recorded, lock: AbortSignal) => Promise<T>): Promise<T> {
    await this.exchanges();
    return this.whileConnected(async (connection, connected) => {
      await this.lock(connection);
      return work(await this.recorded(), connected);
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

  /** @param work its signal aborts when the connection breaks */
  private async whileConnected<T>(
    work: (connection: Connection, connected: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const connection = new Connection({
      ...addressOf(this.url),
      connectionName: 'changes the topology',
      acquireTimeout: ANSWER_MS,
    });
    const { promise: broken, reject } = Promise.withResolvers<never>();
    const connected = new AbortController();
    connection.on('error', (error) => {
      const reason = whyAway(error, this.url.hosts.join(', '));
      connected.abort(reason);
      reject(reason);
    });
    try {
      return await Promise.race([work(connection, connected.signal), broken]);
    } finally {
      broken.catch(() => {});
      await before(CLOSE_MS, connection.close(), 'late').catch(() => {});
      connection.unsafeDestroy();
    }
  }
}

const unlessMissing = (error: unknown): number => {
  if (isNotFound(error)) return 0;
  throw error;
};
