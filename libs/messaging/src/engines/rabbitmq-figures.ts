import type { AsyncMessage, Channel } from 'rabbitmq-client';
import { randomUUID } from 'node:crypto';
import type { QueueState } from '../broker.js';
import { before } from './deadline.js';
import type { RabbitmqConnection } from './rabbitmq-connection.js';
import type { Held } from './rabbitmq-consumer.js';
import type { RabbitmqIntervals } from './rabbitmq-intervals.js';
import { FIGURES, presenceOf, queuesOf } from './rabbitmq-names.js';
import { Pauses } from './rabbitmq-pauses.js';

const ASK = 'ask';

interface Answer extends Held {
  readonly service: string;
}

interface Waiting {
  readonly service: string;
  readonly waiting: number;
  /** How many processes tell what they hold. */
  readonly processes: number;
}

/**
 * What waits in the queues. RabbitMQ knows how many messages wait. What is taken, and when the oldest was published, only
 * the consumers know, so they are asked. A queue without a consumer is as old as this process has seen it so.
 */
export class RabbitmqFigures {
  private readonly queue: string;
  private opening?: Promise<Channel> | undefined;
  private isAnswering = false;
  /** That this process is counted among those that answer. */
  private presence?: { channel: Channel; isCounted: Promise<unknown> };
  private readonly pauses: Pauses;
  private readonly questions = new Map<string, (answer: Answer) => void>();
  private readonly seenSince = new Map<string, number>();

  /** @param holds what this process holds */
  constructor(
    private readonly connection: RabbitmqConnection,
    private readonly service: string,
    private readonly holds: () => Held,
    private readonly intervals: RabbitmqIntervals,
  ) {
    this.queue = `${presenceOf(service)}.${randomUUID()}`;
    this.pauses = new Pauses(intervals);
  }

  /** Answers others from now on, also once a broken connection was made anew. */
  async answer(): Promise<void> {
    const channel = await this.channel();
    if (this.presence?.channel !== channel)
      this.presence = {
        channel,
        isCounted: channel.basicConsume({ queue: presenceOf(this.service) }, () => {}),
      };
    await this.presence.isCounted;
    this.isAnswering = true;
    this.pauses.reset();
  }

  stop(): void {
    this.isAnswering = false;
  }

  /**
   * What each queue is known to hold. That leaves out what another service's process holds that does not answer in time.
   * @throws Error when a process of this service does not answer: nobody knows how old the oldest message is
   */
  async of(services: readonly string[]): Promise<QueueState[]> {
    const channel = await this.channel();
    const counted = await Promise.all(services.map((service) => this.count(channel, service)));
    const expected = counted.reduce((sum, { processes }) => sum + processes, 0);
    const answers = await this.ask(channel, expected);
    const heldBy = (service: string) => answers.filter((one) => one.service === service);
    const own = counted.find(({ service }) => service === this.service);
    if (own && heldBy(this.service).length < own.processes)
      throw new Error(`not every process of ${this.service} has told in time what it holds`);
    // What was released before its process answered may have waited only since, and another process may have come.
    const now = own && (await this.count(channel, this.service));
    if (own && now && now.processes > own.processes) return this.of(services);
    return counted.map((one) => {
      const { service } = one;
      const waiting = Math.max(one.waiting, (one === own && now?.waiting) || 0);
      const held = heldBy(service);
      const leased = held.reduce((sum, { count }) => sum + count, 0);
      return { queue: service, waiting, leased, oldestAgeSeconds: this.age(service, waiting + leased, held) };
    });
  }

  private async count(channel: Channel, service: string): Promise<Waiting> {
    const [first, again, presence] = await Promise.all(
      [...queuesOf(service), presenceOf(service)].map((queue) =>
        channel.queueDeclare({ queue, passive: true }),
      ),
    );
    return {
      service,
      waiting: first!.messageCount + again!.messageCount,
      processes: presence!.consumerCount,
    };
  }

  private age(service: string, all: number, held: Held[]): number {
    const now = Date.now();
    if (!all) this.seenSince.delete(service);
    if (!all) return 0;
    const times = held.flatMap(({ oldest }) => (oldest ? [Date.parse(oldest)] : []));
    if (times.length) this.seenSince.delete(service);
    const seen = this.seenSince.get(service) ?? now;
    if (!times.length) this.seenSince.set(service, seen);
    return Math.max(0, now - Math.min(seen, ...times)) / 1_000;
  }

  private async ask(channel: Channel, expected: number): Promise<Answer[]> {
    const answers: Answer[] = [];
    if (!expected) return answers;
    const id = randomUUID();
    const { promise, resolve } = Promise.withResolvers<void>();
    this.questions.set(id, (answer) => {
      answers.push(answer);
      if (answers.length >= expected) resolve();
    });
    try {
      const question = { exchange: FIGURES, routingKey: ASK, replyTo: this.queue, correlationId: id };
      await channel.basicPublish(question, Buffer.alloc(0));
      await before(this.intervals.figuresMs, promise, 'late').catch(() => {}); // who is silent is missing in the answers
      return answers;
    } finally {
      this.questions.delete(id);
    }
  }

  private channel(): Promise<Channel> {
    return (this.opening ??= this.open().catch((error: unknown) => {
      this.opening = undefined;
      throw error;
    }));
  }

  private async open(): Promise<Channel> {
    const channel = await this.connection.channel();
    channel.once('close', () => {
      this.opening = undefined;
      this.answerAgain();
    });
    await channel.queueDeclare({ queue: this.queue, exclusive: true, autoDelete: true });
    for (const routingKey of [ASK, this.queue])
      await channel.queueBind({ exchange: FIGURES, queue: this.queue, routingKey });
    await channel.basicConsume({ queue: this.queue, noAck: true }, (message) => this.take(message, channel));
    return channel;
  }

  private answerAgain(): void {
    if (!this.isAnswering) return;
    setTimeout(() => {
      if (this.isAnswering) this.answer().catch(() => this.answerAgain());
    }, this.pauses.next()).unref();
  }

  private take({ routingKey, replyTo, correlationId, body }: AsyncMessage, channel: Channel): void {
    if (routingKey !== ASK)
      return this.questions.get(correlationId ?? '')?.(JSON.parse(String(body)) as Answer);
    if (channel !== this.presence?.channel || !replyTo) return;
    this.presence.isCounted
      .then(() => {
        const answer: Answer = { ...this.holds(), service: this.service };
        const envelope = { exchange: FIGURES, routingKey: replyTo, correlationId };
        return channel.basicPublish(envelope, Buffer.from(JSON.stringify(answer)));
      })
      .catch(() => {}); // the connection broke, so the one who asked waits in vain
  }
}
