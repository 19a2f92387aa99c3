import { type Channel, Connection } from 'rabbitmq-client';
import type { OnError } from '../broker.js';
import { mayNotConnect, TopologyError } from '../topology.js';
import { before } from './deadline.js';
import type { RabbitmqIntervals } from './rabbitmq-intervals.js';
import { explained } from './rabbitmq-tls.js';
import { addressOf, type RabbitmqUrl } from './rabbitmq-url.js';

/** The header of a message must fit into one frame, with all attributes; RabbitMQ's own limit. */
const FRAME_BYTES = 131_072;

/** What RabbitMQ answers to a user that it does not know, or that has no right in the virtual host. */
const REFUSALS = new Set(['ACCESS_REFUSED', 'NOT_ALLOWED']);

/** One connection, which is made anew after it broke. */
export class RabbitmqConnection {
  private connection: Connection;
  /** Why there is no connection, since the last one broke. */
  private failure?: Error | undefined;
  /** Why RabbitMQ reads nothing that is sent on the connection, such as an alarm of its memory; undefined when it does. */
  blocked?: Error | undefined;
  private isClosed = false;
  /** A connection that is made anew begins at another node: the last one may hang. */
  private turn = 0;

  /** @param purpose is shown to operators beside the service's name */
  constructor(
    private readonly url: RabbitmqUrl,
    private readonly purpose: string,
    private readonly onError: OnError,
    private readonly intervals: RabbitmqIntervals,
  ) {
    this.connection = this.connect();
  }

  /**
   * Opens a channel.
   * @throws Error when there is no connection, and none comes about in time
   * @throws TopologyError when the service may not connect
   */
  async channel(): Promise<Channel> {
    const { connectMs, graceMs } = this.intervals;
    try {
      const opening = this.connection.acquire({ emitErrorsFromChannel: true });
      const channel = await before(this.failure ? graceMs : connectMs, opening, 'RabbitMQ does not answer');
      channel.on('error', this.onError);
      return channel;
    } catch (error) {
      throw this.failure ?? this.blocked ?? error;
    }
  }

  /** Breaks the connection, so that nothing that it has sent is answered later, and makes a new one. */
  renew(): void {
    this.connection.unsafeDestroy();
    if (!this.isClosed) this.connection = this.connect();
  }

  /** Resolves once every channel is closed, and the server has said goodbye; that may be never. */
  close(): Promise<void> {
    this.isClosed = true;
    return this.connection.close();
  }

  destroy(): void {
    this.isClosed = true;
    this.connection.unsafeDestroy();
  }

  private connect(): Connection {
    const { user, hosts } = this.url;
    const { connectMs, heartbeatMs, retryLowMs, retryHighMs } = this.intervals;
    this.blocked = undefined;
    const connection = new Connection({
      ...addressOf(this.url, this.turn++),
      connectionName: `${user} ${this.purpose}`,
      frameMax: FRAME_BYTES,
      heartbeat: heartbeatMs / 1_000,
      connectionTimeout: connectMs,
      acquireTimeout: connectMs,
      retryLow: retryLowMs,
      retryHigh: retryHighMs,
    });
    connection.on('connection', () => (this.failure = this.blocked = undefined));
    connection.on('connection.blocked', (reason: string) => {
      this.blocked = new Error(`RabbitMQ takes nothing that is published, because it is ${reason}`);
    });
    connection.on('connection.unblocked', () => (this.blocked = undefined));
    connection.on('error', (error: Error & { code?: string }) => {
      this.failure = REFUSALS.has(error.code ?? '')
        ? new TopologyError(mayNotConnect(user), { cause: error })
        : explained(error, hosts.join(', '));
      this.onError(this.failure);
    });
    return connection;
  }
}
