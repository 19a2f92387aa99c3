import type { AsyncMessage, Channel } from 'rabbitmq-client';
import { randomUUID } from 'node:crypto';
import type { QueueState } from '../broker.js';
import { before } from './deadline.js';
import type { RabbitmqConnection } from './rabbitmq-connection.js';
import type { Held } from './rabbitmq-consumer.js';
import type { RabbitmqIntervals } from './rabbitmq-intervals.js';
import { FIGURES, queuesOf } from './rabbitmq-names.js';

const ASK = 'ask';

interface Answer extends Held {
  readonly service: string;
}

/**
 * What waits in the queues. RabbitMQ knows how many messages wait. What is taken, and when the oldest was published, only
 * the consumers know, so they are asked. A queue without a consumer is as old as this process has seen it so.
 */
export class RabbitmqFigures {
  private readonly queue: string;
  private opening?: Promise<Channel> | undefined;
  private readonly questions = new Map<string, (answer: Answer) => void>();
  private readonly seenSince = new Map<string, number>();

  /** @param holds what this process holds; undefined while it does not consume */
  constructor(
    private readonly connection: RabbitmqConnection,
    private readonly service: string,
    private readonly holds: () => Held | undefined,
    private readonly intervals: RabbitmqIntervals,
  ) {
    this.queue = `${FIGURES}.${service}.${randomUUID()}`;
  }

  /** Answers others from now on. */
  async answer(): Promise<void> {
    await this.channel();
  }

  /** @throws Error when a consumer does not answer in time */
  async of(services: readonly string[]): Promise<QueueState[]> {
    const channel = await this.channel();
    const ready = await Promise.all(
      services.map(async (service) => {
        const [first, again] = await Promise.all(
          queuesOf(service).map((queue) => channel.queueDeclare({ queue, passive: true })),
        );
        return {
          service,
          waiting: first!.messageCount + again!.messageCount,
          consumers: first!.consumerCount,
        };
      }),
    );
    const expected = ready.reduce((sum, { consumers }) => sum + consumers, 0);
    const answers = await this.ask(channel, expected);
    return ready.map(({ service, waiting }) => {
      const held = answers.filter((one) => one.service === service);
      const leased = held.reduce((sum, { count }) => sum + count, 0);
      return { queue: service, waiting, leased, oldestAgeSeconds: this.age(service, waiting + leased, held) };
    });
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
      await before(this.intervals.figuresMs, promise, 'not every consumer has told RabbitMQ what it holds');
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
      if (this.holds()) this.answerAgain();
    });
    await channel.queueDeclare({ queue: this.queue, exclusive: true, autoDelete: true });
    for (const routingKey of [ASK, this.queue])
      await channel.queueBind({ exchange: FIGURES, queue: this.queue, routingKey });
    await channel.basicConsume({ queue: this.queue, noAck: true }, (message) => this.take(message, channel));
    return channel;
  }

  private answerAgain(): void {
    setTimeout(() => {
      if (this.holds()) this.channel().catch(() => this.answerAgain());
    }, this.intervals.retryLowMs).unref();
  }

  private take({ routingKey, replyTo, correlationId, body }: AsyncMessage, channel: Channel): void {
    if (routingKey !== ASK)
      return this.questions.get(correlationId ?? '')?.(JSON.parse(String(body)) as Answer);
    const holds = this.holds();
    if (!holds || !replyTo || !channel.active) return;
    const answer: Answer = { ...holds, service: this.service };
    channel
      .basicPublish(
        { exchange: FIGURES, routingKey: replyTo, correlationId },
        Buffer.from(JSON.stringify(answer)),
      )
      .catch(() => {}); // the connection broke, and so did the answer's reader's patience
  }
}
