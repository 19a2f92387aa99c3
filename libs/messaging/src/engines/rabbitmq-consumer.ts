import type { AsyncMessage, Channel } from 'rabbitmq-client';
import type { Delivery, OnError } from '../broker.js';
import { TopologyError } from '../topology.js';
import type { RabbitmqConnection } from './rabbitmq-connection.js';
import type { RabbitmqIntervals } from './rabbitmq-intervals.js';
import { receivedFrom } from './rabbitmq-message.js';
import { queuesOf } from './rabbitmq-names.js';
import { RabbitmqQueue } from './rabbitmq-queue.js';

/** What a consumer holds. */
export interface Held {
  readonly count: number;
  /** When the oldest of them was published; undefined when there is none. */
  readonly oldest: string | undefined;
}

/**
 * Takes messages from the queues of one service. A message that is released is rejected, not requeued: RabbitMQ flags what
 * was requeued as if it had killed its consumer, and counts it towards the queue's delivery limit. A rejected message goes
 * to the queue `<service>.again` instead, which is consumed likewise.
 */
export class RabbitmqConsumer {
  private prefetch = 0;
  private receive: (delivery: Delivery) => void = () => {};
  private isCancelled = false;
  /** What was handed out and is neither acknowledged nor released, with the channel on which it came. */
  private held = new Map<Delivery, Channel>();
  /** What waits here for room, likewise: each queue has the prefetch for itself. */
  private waiting = new Map<Delivery, Channel>();
  private readonly queues: RabbitmqQueue[];

  constructor(
    connection: RabbitmqConnection,
    private readonly service: string,
    intervals: RabbitmqIntervals,
    private readonly onError: OnError,
  ) {
    const use = {
      take: (message: AsyncMessage, channel: Channel) => this.take(message, channel),
      gone: (channel: Channel) => this.lost(channel),
      onError,
    };
    this.queues = queuesOf(service).map(
      (queue) => new RabbitmqQueue(connection, { service, queue }, intervals, use),
    );
  }

  /** Why it does not take messages from a queue, although it should. */
  get failure(): Error | undefined {
    return this.queues.find(({ failure }) => failure)?.failure;
  }

  /**
   * A queue that does not answer is asked again by and by, and the other goes on without it.
   * @throws TopologyError when a queue is missing
   * @throws Error when no queue answers
   */
  async start(prefetch: number, receive: (delivery: Delivery) => void): Promise<void> {
    this.prefetch = prefetch;
    this.receive = receive;
    this.isCancelled = false;
    const starts = await Promise.allSettled(this.queues.map((queue) => queue.start(prefetch)));
    const failures = starts.flatMap((one) => (one.status === 'rejected' ? [one.reason as Error] : []));
    const missing = failures.find((failure) => failure instanceof TopologyError);
    if (!missing && failures.length < this.queues.length) return failures.forEach(this.onError);
    await this.cancel();
    throw missing ?? failures[0]!;
  }

  /**
   * Takes no more. What was delivered may still be settled. What has come and was not delivered is released last, or
   * RabbitMQ would deliver it here again.
   */
  async cancel(): Promise<void> {
    this.isCancelled = true;
    await Promise.all(this.queues.map((queue) => queue.cancel()));
    const waiting = [...this.waiting.keys()];
    this.waiting.clear();
    for (const delivery of waiting) delivery.release();
  }

  /** Releases everything that is unsettled, and resolves when RabbitMQ has it. */
  async releaseAll(): Promise<void> {
    for (const delivery of this.held.keys()) delivery.release();
    await Promise.all(this.queues.map((queue) => queue.close()));
  }

  get holds(): Held {
    const times = [...this.held.keys()]
      .map(({ attributes }) => String(attributes.recordedtime ?? attributes.time))
      .toSorted();
    return { count: this.held.size, oldest: times[0] };
  }

  /** Every delivery of a broken channel comes again, so what was handed out cannot be settled any more. */
  private lost(channel: Channel): void {
    for (const deliveries of [this.held, this.waiting])
      for (const [delivery, from] of deliveries) if (from === channel) deliveries.delete(delivery);
    this.handOut();
  }

  private take(message: AsyncMessage, channel: Channel): void {
    this.waiting.set(this.deliveryOf(message, channel), channel);
    this.handOut();
  }

  private handOut(): void {
    for (const [delivery, channel] of this.waiting) {
      if (this.isCancelled || this.held.size >= this.prefetch) return;
      this.waiting.delete(delivery);
      this.held.set(delivery, channel);
      this.receive(delivery);
    }
  }

  private deliveryOf(message: AsyncMessage, channel: Channel): Delivery {
    const { isSuspect, ...received } = receivedFrom(message, this.service);
    const { deliveryTag } = message;
    const settle = (how: () => void) => () => {
      this.held.delete(delivery);
      if (channel.active) how();
      this.handOut();
    };
    const delivery: Delivery = {
      ...received,
      redelivered: isSuspect,
      ack: settle(() => channel.basicAck({ deliveryTag })),
      release: settle(() => channel.basicNack({ deliveryTag, requeue: false })),
      extend: () => {}, // a delivery is this process's for as long as the connection lives
    };
    return delivery;
  }
}
