import { eventually } from '#tooling/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { EventEmitter } from 'node:events';
import type { Delivery } from '../src/broker.js';
import { RabbitmqConsumer } from '../src/engines/rabbitmq-consumer.js';
import { RABBITMQ_INTERVALS } from '../src/engines/rabbitmq-intervals.js';
import { TopologyError } from '../src/topology.js';

const INTERVALS = { ...RABBITMQ_INTERVALS, connectMs: 50, retryLowMs: 1 };
const BOTH = ['beta', 'beta.again'];

/** What becomes of a question for a queue. */
type Answer = (queue: string, channel: Channel) => Promise<void>;

/** A channel that asks nobody. */
class Channel extends EventEmitter {
  active = true;
  readonly consumed: string[] = [];
  readonly acknowledged: number[] = [];
  private take: (message: object) => void = () => {};

  constructor(private readonly answer: Answer) {
    super();
  }

  async basicQos(): Promise<void> {}

  async basicCancel(): Promise<void> {
    this.consumed.pop();
  }

  async basicConsume({ queue }: { queue: string }, take: (message: object) => void): Promise<void> {
    await this.answer(queue, this);
    if (!this.active) throw new Error('channel is closed');
    this.consumed.push(queue);
    this.take = take;
  }

  basicAck({ deliveryTag }: { deliveryTag: number }): void {
    this.acknowledged.push(deliveryTag);
  }

  basicNack(): void {}

  deliver(deliveryTag: number): void {
    this.take({ deliveryTag, routingKey: 'alpha.happened.v1', userId: 'alpha', body: Buffer.from('{}') });
  }

  async close(): Promise<void> {
    if (!this.active) return;
    this.active = false;
    this.consumed.length = 0;
    this.emit('close');
  }
}

const answers: Answer = async () => {};
const silent = () => new Promise<void>(() => {});
const silentFor =
  (mute: string): Answer =>
  (queue) =>
    queue === mute ? silent() : Promise.resolve();

describe('A consumer of RabbitMQ', () => {
  let channels: Channel[];
  let errors: Error[];
  let deliveries: Delivery[];
  let answer: Answer;
  let consumer: RabbitmqConsumer;
  beforeEach(() => {
    [channels, errors, deliveries, answer] = [[], [], [], answers];
    const connection = {
      channel: async () => {
        const channel = new Channel((...asked) => answer(...asked));
        channels.push(channel);
        return channel;
      },
    };
    consumer = new RabbitmqConsumer(connection as never, 'beta', INTERVALS, (error) => errors.push(error));
  });

  const start = () => consumer.start(2, (delivery) => deliveries.push(delivery));
  const consumed = () => channels.flatMap((one) => one.consumed).toSorted();
  const channelOf = (queue: string) => channels.find((one) => one.consumed.includes(queue))!;
  const consumesBoth = () => eventually(() => String(consumed()) === String(BOTH));

  it('goes on with a queue when the other does not answer, and says which', async () => {
    answer = silentFor('beta.again');
    await start();
    const first = channelOf('beta');
    expect(consumed()).toEqual(['beta']);
    expect(consumer.failure?.message).toMatch('RabbitMQ does not answer for the queue beta.again;');
    expect(errors[0]).toBe(consumer.failure);
    answer = answers;
    await consumesBoth();
    expect(channelOf('beta')).toBe(first);
    expect(consumer.failure).toBeUndefined();
  });

  it('keeps what it has of one queue when the other lets it go', async () => {
    await start();
    const [kept, lost] = BOTH.map(channelOf);
    kept!.deliver(1);
    lost!.deliver(1);
    kept!.deliver(2); // there is no room for it yet
    answer = silentFor('beta.again');
    lost!.emit('basic.cancel', 'tag', new Error('cancelled'));
    expect(consumer.holds.count).toBe(2);
    for (const delivery of deliveries) delivery.ack();
    expect([kept!.acknowledged, lost!.acknowledged, kept!.active]).toEqual([[1, 2], [], true]);
    answer = answers;
    await consumesBoth();
  });

  it('has not begun when a queue lets it go while it is asked for', async () => {
    answer = async (queue, channel) => {
      if (queue === 'beta.again') channel.emit('basic.cancel', 'tag', new Error('cancelled'));
    };
    await start();
    expect(consumed()).toEqual(['beta']);
    answer = answers;
    await consumesBoth();
  });

  it('consumes once when it is started anew while it starts again by itself', async () => {
    await start();
    await consumer.cancel();
    answer = () => Promise.reject(new Error('not now'));
    await expect(start()).rejects.toThrow('not now');
    answer = answers;
    await Promise.all([start(), start()]);
    expect(consumed()).toEqual(BOTH);
  });

  it('has not started when no queue answers, and does not begin by itself', async () => {
    answer = silent;
    await expect(start()).rejects.toThrow('RabbitMQ does not answer for the queue beta;');
    expect(channels.map(({ active }) => active)).toEqual([false, false]);
    expect(consumer.failure).toBeUndefined();
  });

  it('takes nothing when a queue is missing', async () => {
    answer = async (queue) => {
      if (queue === 'beta.again') throw Object.assign(new Error('gone'), { code: 'NOT_FOUND' });
    };
    await expect(start()).rejects.toThrow(TopologyError);
    expect(consumed()).toEqual([]);
  });
});
