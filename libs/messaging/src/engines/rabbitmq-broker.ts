import type { Broker, Delivery, OnError, Publication, QueueStates } from '../broker.js';
import type { Message } from '../envelope.js';
import { type Declared, TopologyError } from '../topology.js';
import { before } from './deadline.js';
import { RabbitmqBindingWatch } from './rabbitmq-binding-watch.js';
import { RabbitmqConnection } from './rabbitmq-connection.js';
import { RabbitmqConsumer } from './rabbitmq-consumer.js';
import { RabbitmqFigures } from './rabbitmq-figures.js';
import { RABBITMQ_INTERVALS, type RabbitmqIntervals } from './rabbitmq-intervals.js';
import { namesOf, RabbitmqManagement } from './rabbitmq-management.js';
import { RabbitmqPublisher } from './rabbitmq-publisher.js';
import { RabbitmqQueueWatch } from './rabbitmq-queue-watch.js';
import { declaredFor, readTopology, type Recorded } from './rabbitmq-records.js';
import { hearersIn } from './rabbitmq-topology.js';
import { rabbitmqUrl } from './rabbitmq-url.js';

/**
 * A broker in RabbitMQ: a topic exchange, and one quorum queue for each service, with a second one for what comes again.
 * What RabbitMQ does otherwise than the port promises is decided here: docs/rabbitmq.md.
 */
export class RabbitmqBroker implements Broker {
  /** A delivery is this process's for as long as its connection lives. */
  readonly leaseMs = undefined;
  private readonly intervals: RabbitmqIntervals;
  private readonly service: string;
  private readonly read: () => Promise<Recorded>;
  private readonly publisherConnection: RabbitmqConnection;
  private readonly consumerConnection: RabbitmqConnection;
  private readonly publisher: RabbitmqPublisher;
  private readonly consumer: RabbitmqConsumer;
  private readonly figures: RabbitmqFigures;
  private readonly bindings: RabbitmqBindingWatch;
  private readonly watch: RabbitmqQueueWatch;
  private stopped?: Promise<void>;

  /** @param href `amqp://service:password@host:port/vhost`; the user's name is the name of the queue */
  constructor(href: string, onError: OnError, intervals: Partial<RabbitmqIntervals> = {}) {
    this.intervals = { ...RABBITMQ_INTERVALS, ...intervals };
    const url = rabbitmqUrl(href);
    this.service = url.user;
    const management = new RabbitmqManagement(url, this.intervals.connectMs);
    this.read = () => readTopology(management, url);
    this.publisherConnection = new RabbitmqConnection(url, 'publishes', onError, this.intervals);
    this.consumerConnection = new RabbitmqConnection(url, 'consumes', onError, this.intervals);
    this.publisher = new RabbitmqPublisher(this.publisherConnection, this.service, this.read, this.intervals);
    this.consumer = new RabbitmqConsumer(this.consumerConnection, this.service, this.intervals, onError);
    this.figures = new RabbitmqFigures(
      this.publisherConnection, // an alarm of RabbitMQ blocks who publishes, and must not keep consumers from settling
      this.service,
      () => this.consumer.holds,
      async () => namesOf(await management.queues()),
      (service) => this.watch.lockedOf(service),
      this.intervals,
    );
    this.watch = new RabbitmqQueueWatch(management, this.intervals);
    this.bindings = new RabbitmqBindingWatch(management, this.read, this.intervals);
  }

  async topology(): Promise<Declared> {
    this.publisher.forget();
    return declaredFor((await this.publisher.topology()).topology, this.service);
  }

  publish(messages: Message[]): Promise<Publication> {
    return this.publisher.publish(messages);
  }

  redeliver(hearer: string, messages: Message[]): Promise<void> {
    return this.publisher.redeliver(hearer, messages);
  }

  async consume(prefetch: number, receive: (delivery: Delivery) => void): Promise<void> {
    await this.figures.answer();
    await this.consumer.start(prefetch, receive);
  }

  cancel(): Promise<void> {
    return this.consumer.cancel();
  }

  /** No message in a queue can be changed: those about an erased person are dropped when they are delivered. */
  async erase(): Promise<void> {}

  async queues(): Promise<QueueStates> {
    this.publisher.forget(); // a service may have been declared since
    const { topology } = await this.publisher.topology();
    const at = new Date();
    const hearers = hearersIn(topology);
    const figures = await this.figures.of(hearers);
    const { publishMs, skewMs } = this.intervals;
    const settledBefore = new Date(at.getTime() - publishMs - skewMs);
    const policies = this.watch.policiesOf(hearers);
    return { at, settledBefore, ...figures, unbound: this.bindings.missing, policies };
  }

  /** When a connection is refused that is made anew, the client reports no reason, so this asks for it. */
  async ping(): Promise<void> {
    try {
      await this.publisher.ping();
    } catch (error) {
      const reason = await this.read().catch((refusal: unknown) => refusal);
      throw reason instanceof TopologyError ? reason : error;
    }
    const failure = this.consumer.failure ?? this.figures.failure ?? this.bindings.failureOf(this.service);
    if (failure) throw failure;
  }

  stop(): Promise<void> {
    return (this.stopped ??= this.disconnect());
  }

  /** What RabbitMQ does not take back in time is delivered again once the connections are closed. */
  private async disconnect(): Promise<void> {
    const connections = [this.publisherConnection, this.consumerConnection];
    try {
      await before(this.intervals.stopMs, this.releaseAndClose(), 'RabbitMQ does not answer').catch(() => {});
    } finally {
      this.figures.stop();
      for (const connection of connections) connection.destroy();
    }
  }

  private async releaseAndClose(): Promise<void> {
    await this.cancel();
    await this.consumer.releaseAll();
  }
}
