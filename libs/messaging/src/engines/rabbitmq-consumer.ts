import type { AsyncMessage, Channel } from 'rabbitmq-client';
import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Delivery, OnError } from '../broker.js';
import { before } from './deadline.js';
import type { RabbitmqConnection } from './rabbitmq-connection.js';
import type { RabbitmqIntervals } from './rabbitmq-intervals.js';
import { receivedFrom } from './rabbitmq-message.js';
import { notAnswering, orMissing, queuesOf } from './rabbitmq-names.js';
import { Pauses } from './rabbitmq-pauses.js';

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
  private opening?: Promise<Channel> | undefined;
  private retry?: NodeJS.Timeout;
  /** Why it does not consume, although it should. */
  failure?: Error | undefined;
  private isCancelled = false;
  /** What was handed out and is neither acknowledged nor released. */
  private readonly held = new Map<Delivery, string>();
  /** What waits here for room: each queue has the prefetch for itself. */
  private readonly waiting: Delivery[] = [];
  private readonly tags: string[] = [];
  private readonly pauses: Pauses;

  constructor(
    private readonly connection: RabbitmqConnection,
    private readonly service: string,
    private readonly intervals: RabbitmqIntervals,
    private readonly onError: OnError,
  ) {
    this.pauses = new Pauses(intervals);
  }

  /** @throws Error when the queues are missing or RabbitMQ does not answer */
  async start(prefetch: number, receive: (delivery: Delivery) => void): Promise<void> {
    this.prefetch = prefetch;
    this.receive = receive;
    this.isCancelled = false;
    clearTimeout(this.retry);
    const channel = await this.opening?.catch(() => undefined); // of before it was cancelled
    if (!channel?.active) return this.consume();
    if (!this.tags.length) await this.consumeOn(channel); // otherwise it has begun anew by itself
  }

  /**
   * Takes no more. What was delivered may still be settled. What has come and was not delivered is released last, or
   * RabbitMQ would deliver it here again.
   */
  async cancel(): Promise<void> {
    this.isCancelled = true;
    this.failure = undefined;
    clearTimeout(this.retry);
    const channel = await this.opening?.catch(() => undefined);
    if (!channel?.active) return;
    const cancelled = Promise.all(
      this.tags.splice(0).map((consumerTag) => channel.basicCancel({ consumerTag })),
    );
    await this.within(cancelled).catch(this.onError);
    await nextTurn(); // the client hands over what came last only then
    for (const delivery of this.waiting.splice(0)) delivery.release();
  }

  /** Releases everything that is unsettled, and resolves when RabbitMQ has it. */
  async releaseAll(): Promise<void> {
    for (const delivery of this.held.keys()) delivery.release();
    await (await this.opening?.catch(() => undefined))?.close();
  }

  get holds(): Held {
    const times = [...this.held.values()].toSorted();
    return { count: this.held.size, oldest: times[0] };
  }

  private async consume(): Promise<void> {
    this.opening = this.open();
    await this.opening.catch((error: unknown) => {
      this.opening = undefined;
      throw error;
    });
  }

  private async open(): Promise<Channel> {
    const channel = await this.connection.channel();
    // Either may come while the second queue is asked for.
    channel.once('basic.cancel', (_tag: string, error: Error) => {
      this.onError(error); // a queue was deleted
      void channel.close();
    });
    await this.consumeOn(channel);
    if (!channel.active) throw new Error('RabbitMQ has closed the channel');
    channel.once('close', () => this.lost());
    this.failure = undefined;
    this.pauses.reset();
    return channel;
  }

  private async consumeOn(channel: Channel): Promise<void> {
    this.tags.length = 0;
    try {
      await this.within(channel.basicQos({ prefetchCount: this.prefetch }));
      for (const queue of queuesOf(this.service)) {
        const consumerTag = `${queue}.${randomUUID()}`;
        const consuming = channel.basicConsume({ queue, consumerTag }, (message) =>
          this.take(message, channel),
        );
        await this.within(consuming, notAnswering(queue)).catch(orMissing(this.service, queue));
        this.tags.push(consumerTag);
      }
    } catch (error) {
      this.tags.length = 0;
      void channel.close();
      throw error;
    }
  }

  private within<Result>(work: Promise<Result>, late = 'RabbitMQ does not answer'): Promise<Result> {
    return before(this.intervals.connectMs, work, late);
  }

  /** Every delivery of a broken channel comes again, so what was handed out cannot be settled any more. */
  private lost(): void {
    this.opening = undefined;
    this.tags.length = 0;
    this.waiting.length = 0;
    this.held.clear();
    this.consumeAgain();
  }

  private consumeAgain(): void {
    if (this.isCancelled) return;
    this.retry = setTimeout(() => {
      this.consume().catch((error: unknown) => {
        this.failure = error as Error;
        this.onError(this.failure);
        this.consumeAgain();
      });
    }, this.pauses.next());
    this.retry.unref();
  }

  private take(message: AsyncMessage, channel: Channel): void {
    if (!channel.active) return;
    const delivery = this.deliveryOf(message, channel);
    this.waiting.push(delivery);
    this.handOut();
  }

  private handOut(): void {
    while (!this.isCancelled && this.held.size < this.prefetch && this.waiting.length) {
      const delivery = this.waiting.shift()!;
      this.held.set(delivery, String(delivery.attributes.recordedtime ?? delivery.attributes.time));
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
