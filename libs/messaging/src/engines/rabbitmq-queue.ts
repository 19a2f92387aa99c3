import type { AsyncMessage, Channel } from 'rabbitmq-client';
import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { OnError } from '../broker.js';
import { RabbitmqChannel } from './rabbitmq-channel.js';
import type { RabbitmqConnection } from './rabbitmq-connection.js';
import type { RabbitmqIntervals } from './rabbitmq-intervals.js';
import { notAnswering, orMissing } from './rabbitmq-names.js';
import { Pauses } from './rabbitmq-pauses.js';

/** What becomes of what a queue delivers. */
interface Use {
  take(message: AsyncMessage, channel: Channel): void;
  /** What came on this channel comes again, and cannot be settled any more. */
  gone(channel: Channel): void;
  onError: OnError;
}

/** Consumes one queue of a service on a channel of its own, so that no other queue waits for it, and begins anew by itself. */
export class RabbitmqQueue {
  private prefetch = 0;
  private isWanted = false;
  private tag?: string | undefined;
  /** One change at a time. */
  private changing: Promise<void> = Promise.resolve();
  /** Why it does not consume, although it should. */
  failure?: Error | undefined;
  private readonly channel: RabbitmqChannel;
  private readonly pauses: Pauses;

  constructor(
    connection: RabbitmqConnection,
    private readonly name: { service: string; queue: string },
    intervals: RabbitmqIntervals,
    private readonly use: Use,
  ) {
    this.pauses = new Pauses(intervals);
    this.channel = new RabbitmqChannel(connection, intervals, {
      prepare: async (channel) => {
        channel.once('basic.cancel', (_tag: string, error: Error) => {
          use.onError(error); // the queue was deleted
          this.channel.leave(channel);
        });
      },
      gone: (channel) => {
        this.tag = undefined;
        use.gone(channel);
        this.again();
      },
    });
  }

  /** @throws Error when the queue is missing or does not answer; it is asked again until it is cancelled */
  start(prefetch: number): Promise<void> {
    this.prefetch = prefetch;
    this.isWanted = true;
    return this.change(() => this.consume());
  }

  /** Takes no more. What was delivered may still be settled. */
  cancel(): Promise<void> {
    this.isWanted = false;
    this.failure = undefined;
    this.pauses.cancel();
    return this.change(() => this.endConsuming());
  }

  /** Resolves when RabbitMQ has what was settled. */
  close(): Promise<void> {
    return this.channel.close();
  }

  private change(how: () => Promise<void>): Promise<void> {
    const changed = this.changing.then(how);
    this.changing = changed.catch(() => {});
    return changed;
  }

  private async consume(): Promise<void> {
    if (!this.isWanted || this.tag) return;
    try {
      const { channel } = await this.channel.opened();
      await this.consumeOn(channel);
      this.failure = undefined;
      this.pauses.reset();
    } catch (error) {
      if (this.isWanted) this.failure = error as Error;
      this.again();
      throw error;
    }
  }

  private async consumeOn(channel: Channel): Promise<void> {
    const { service, queue } = this.name;
    const consumerTag = `${queue}.${randomUUID()}`;
    const take = (message: AsyncMessage) => {
      if (channel.active) this.use.take(message, channel);
    };
    const begun = channel
      .basicQos({ prefetchCount: this.prefetch })
      .then(() => channel.basicConsume({ queue, consumerTag }, take));
    try {
      await this.channel.within(begun, notAnswering(queue)).catch(orMissing(service, queue));
    } catch (error) {
      this.channel.leave(channel);
      throw error;
    }
    if (!channel.active) throw new Error('RabbitMQ has closed the channel');
    this.tag = consumerTag;
  }

  private async endConsuming(): Promise<void> {
    if (!this.tag) return;
    const { tag } = this;
    this.tag = undefined;
    const { channel } = await this.channel.opened();
    await this.channel.within(channel.basicCancel({ consumerTag: tag })).catch(this.use.onError);
    await nextTurn(); // the client hands over what came last only then
  }

  private again(): void {
    if (!this.isWanted) return;
    this.pauses.beforeNext(() => {
      const told = this.failure?.message;
      this.change(() => this.consume()).catch((error: Error) => {
        if (error.message !== told) this.use.onError(error);
      });
    });
  }
}
