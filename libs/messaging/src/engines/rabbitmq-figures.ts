import type { AsyncMessage, Channel } from 'rabbitmq-client';
import { randomUUID } from 'node:crypto';
import type { MissingQueue, QueueState, QueueStates } from '../broker.js';
import { lacksQueue, TopologyError } from '../topology.js';
import { before } from './deadline.js';
import { RabbitmqChannel } from './rabbitmq-channel.js';
import type { RabbitmqConnection } from './rabbitmq-connection.js';
import type { Held } from './rabbitmq-consumer.js';
import type { RabbitmqIntervals } from './rabbitmq-intervals.js';
import {
  allQueuesOf,
  FIGURES,
  isNotFound,
  missingQueues,
  notAnswering,
  orMissing,
  orRefused,
  presenceOf,
} from './rabbitmq-names.js';
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
  private readonly channel: RabbitmqChannel;
  private isAnswering = false;
  /** Why it answers nobody, although it should. */
  failure?: Error | undefined;
  /** That this process is counted among those that answer. */
  private presence?: { channel: Channel; isCounted: Promise<unknown> };
  private readonly pauses: Pauses;
  private readonly questions = new Map<string, (answer: Answer) => void>();
  private readonly seenSince = new Map<string, number>();
  /** Those that were not there when they were last looked for. */
  private missing: MissingQueue[] = [];

  /**
   * @param holds what this process holds
   * @param found the names of all queues that there are
   * @param locked how many messages of a service wait where no consumer gets them
   */
  constructor(
    private readonly connection: RabbitmqConnection,
    private readonly service: string,
    private readonly holds: () => Held,
    private readonly found: () => Promise<ReadonlySet<string>>,
    private readonly locked: (service: string) => number,
    private readonly intervals: RabbitmqIntervals,
  ) {
    this.queue = `${presenceOf(service)}.${randomUUID()}`;
    this.channel = new RabbitmqChannel(connection, intervals, {
      prepare: (channel) => this.listen(channel).catch(orRefused(service)),
      gone: () => this.answerAgain(),
    });
    this.pauses = new Pauses(intervals);
  }

  /** Answers others from now on, also once a broken connection was made anew. */
  async answer(): Promise<void> {
    const { channel } = await this.channel.opened();
    const queue = presenceOf(this.service);
    if (this.presence?.channel !== channel)
      this.presence = {
        channel,
        isCounted: channel.basicConsume({ queue }, () => {}).catch(orMissing(this.service, queue)),
      };
    await this.channel.within(this.presence.isCounted, notAnswering(queue)).catch((error: unknown) => {
      this.channel.leave(channel);
      throw error;
    });
    this.isAnswering = true;
    this.failure = undefined;
    this.pauses.reset();
  }

  stop(): void {
    this.isAnswering = false;
  }

  /**
   * What each queue is known to hold. That leaves out what another service's process holds that does not answer in time.
   * @throws Error when a process of this service does not answer: nobody knows how old the oldest message is
   * @throws TopologyError when a queue of this service is missing
   */
  async of(services: readonly string[]): Promise<Pick<QueueStates, 'queues' | 'missing'>> {
    if (this.missing.length) await this.look(services);
    const queues = this.ofThose(services).catch(async (error: unknown) => {
      if (!isNotFound(error)) throw error;
      await this.look(services);
      return this.ofThose(services);
    });
    return { queues: await queues, missing: this.missing };
  }

  /** Looks for the queues of services, and keeps what is missing. */
  private async look(services: readonly string[]): Promise<void> {
    this.missing = missingQueues(services, await this.found());
    const own = this.missing.find(({ service }) => service === this.service);
    if (own) throw new TopologyError(lacksQueue(own.service, own.queue));
  }

  /** What the queues of services hold that lack none. */
  private async ofThose(all: readonly string[]): Promise<QueueState[]> {
    const services = all.filter((one) => !this.missing.some(({ service }) => service === one));
    const { channel } = await this.channel.opened();
    const counted = await this.count(services);
    const expected = counted.reduce((sum, { processes }) => sum + processes, 0);
    const answers = await this.ask(channel, expected);
    const heldBy = (service: string) => answers.filter((one) => one.service === service);
    const own = counted.find(({ service }) => service === this.service);
    if (own && heldBy(this.service).length < own.processes)
      throw new Error(`not every process of ${this.service} has told in time what it holds`);
    // What was released before its process answered may have waited only since, and another process may have come.
    const [now] = own ? await this.count([this.service]) : [];
    if (own && now && now.processes > own.processes) return this.ofThose(services);
    return counted.map((one) => {
      const { service } = one;
      const locked = this.locked(service);
      const waiting = Math.max(one.waiting, (one === own && now?.waiting) || 0) + locked;
      const held = heldBy(service);
      const leased = held.reduce((sum, { count }) => sum + count, 0);
      const oldestAgeSeconds = this.age(service, waiting + leased, held, locked);
      return { queue: service, waiting, leased, oldestAgeSeconds };
    });
  }

  /** On a channel of its own, which RabbitMQ closes when a queue is missing. */
  private async count(services: readonly string[]): Promise<Waiting[]> {
    const channel = await this.connection.channel();
    const declare = (queue: string) => channel.queueDeclare({ queue, passive: true });
    try {
      const counting = services.map(async (service) => {
        const [first, again, presence] = await Promise.all(allQueuesOf(service).map(declare));
        return {
          service,
          waiting: first!.messageCount + again!.messageCount,
          processes: presence!.consumerCount,
        };
      });
      return await this.channel.within(Promise.all(counting));
    } finally {
      void channel.close();
    }
  }

  private age(service: string, all: number, held: Held[], locked: number): number {
    const now = Date.now();
    if (!all) this.seenSince.delete(service);
    if (!all) return 0;
    const times = held.flatMap(({ oldest }) => (oldest ? [Date.parse(oldest)] : []));
    const isTold = times.length > 0 && !locked;
    if (isTold) this.seenSince.delete(service);
    const seen = this.seenSince.get(service) ?? now;
    if (!isTold) this.seenSince.set(service, seen);
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

  private async listen(channel: Channel): Promise<void> {
    channel.once('basic.cancel', () => this.channel.leave(channel)); // a queue was deleted
    await channel.queueDeclare({ queue: this.queue, exclusive: true, autoDelete: true });
    for (const routingKey of [ASK, this.queue])
      await channel.queueBind({ exchange: FIGURES, queue: this.queue, routingKey });
    await channel.basicConsume({ queue: this.queue, noAck: true }, (message) => this.take(message, channel));
  }

  private answerAgain(): void {
    if (!this.isAnswering) return;
    this.pauses.beforeNext(() => {
      if (this.isAnswering)
        this.answer().catch((error: unknown) => {
          this.failure = error as Error;
          this.answerAgain();
        });
    });
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
