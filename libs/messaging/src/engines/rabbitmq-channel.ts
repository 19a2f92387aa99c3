import type { Channel } from 'rabbitmq-client';
import { before } from './deadline.js';
import type { RabbitmqConnection } from './rabbitmq-connection.js';
import type { RabbitmqIntervals } from './rabbitmq-intervals.js';

/** What a user of a channel does with it. */
interface Use<Prepared> {
  /** Makes a new channel ready. */
  prepare(channel: Channel): Promise<Prepared>;
  /** Called once for each channel that was open, when it has closed or was left. */
  gone?(channel: Channel): void;
}

/** A channel, and what it was prepared with. */
interface Opened<Prepared> {
  readonly channel: Channel;
  readonly prepared: Prepared;
}

/** One channel for one purpose. When it has closed or was left, the next who asks for it opens another. */
export class RabbitmqChannel<Prepared = void> {
  private opening?: Promise<Opened<Prepared>> | undefined;
  private current?: Channel | undefined;

  constructor(
    private readonly connection: RabbitmqConnection,
    private readonly intervals: RabbitmqIntervals,
    private readonly use: Use<Prepared>,
  ) {}

  /**
   * The channel, which is opened first unless it is open.
   * @throws Error when there is no connection, or RabbitMQ does not answer in time
   */
  opened(): Promise<Opened<Prepared>> {
    return (this.opening ??= this.open().catch((error: unknown) => {
      this.opening = undefined;
      throw error;
    }));
  }

  /** The next who asks gets another channel: what RabbitMQ still says on this one comes too late. */
  leave(channel: Channel): void {
    if (this.current === channel) {
      this.current = this.opening = undefined;
      this.use.gone?.(channel);
    }
    void channel.close();
  }

  /** Closes the channel that is open, if there is one. Resolves when RabbitMQ has closed it. */
  async close(): Promise<void> {
    await this.current?.close();
  }

  /** What RabbitMQ answers. @throws Error that says `late`, or that RabbitMQ takes nothing, when it does not in time */
  within<Answer>(
    answer: Promise<Answer>,
    late = 'RabbitMQ does not answer',
    ms = this.intervals.connectMs,
  ): Promise<Answer> {
    return before(ms, answer, late).catch((error: unknown) => {
      throw this.connection.blocked ?? error;
    });
  }

  private async open(): Promise<Opened<Prepared>> {
    const channel = await this.connection.channel();
    try {
      const prepared = await this.within(this.use.prepare(channel));
      if (!channel.active) throw new Error('RabbitMQ has closed the channel');
      this.current = channel;
      channel.once('close', () => this.leave(channel));
      return { channel, prepared };
    } catch (error) {
      void channel.close();
      throw error;
    }
  }
}
