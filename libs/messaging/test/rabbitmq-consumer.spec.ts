import { describe, expect, it } from '@jest/globals';
import { EventEmitter } from 'node:events';
import { RabbitmqConsumer } from '../src/engines/rabbitmq-consumer.js';
import { RABBITMQ_INTERVALS } from '../src/engines/rabbitmq-intervals.js';

const INTERVALS = { ...RABBITMQ_INTERVALS, connectMs: 50, retryLowMs: 1 };

/** A channel that asks nobody. */
class Channel extends EventEmitter {
  active = true;
  readonly consumed: string[] = [];
  /** What becomes of a question for a queue. */
  answer: (queue: string) => Promise<void> = async () => {};

  async basicQos(): Promise<void> {}

  async basicCancel(): Promise<void> {
    this.consumed.pop();
  }

  async basicConsume({ queue }: { queue: string }): Promise<void> {
    await this.answer(queue);
    this.consumed.push(queue);
  }

  async close(): Promise<void> {
    if (!this.active) return;
    this.active = false;
    this.consumed.length = 0;
    this.emit('close');
  }
}

describe('A consumer of RabbitMQ', () => {
  const opening = (...channels: Channel[]) => {
    const opened = Promise.withResolvers<void>();
    const connection = {
      channel: async () => {
        const channel = channels.shift()!;
        if (!channels.length) opened.resolve();
        return channel;
      },
    };
    const consumer = new RabbitmqConsumer(connection as never, 'beta', INTERVALS, () => {});
    return { consumer, start: () => consumer.start(1, () => {}), allOpened: opened.promise };
  };

  it('has not started when a queue lets it go while it asks for the other', async () => {
    const [first, second] = [new Channel(), new Channel()];
    first.answer = async (queue) => {
      if (queue === 'beta.again') first.emit('basic.cancel', 'tag', new Error('cancelled'));
    };
    const { start } = opening(first, second);
    await expect(start()).rejects.toThrow('RabbitMQ has closed the channel');
    await start();
    expect(second.consumed).toEqual(['beta', 'beta.again']);
  });

  it('consumes once when it is started anew while it starts again by itself', async () => {
    const [first, second] = [new Channel(), new Channel()];
    const { consumer, start, allOpened } = opening(first, second);
    await start();
    await consumer.cancel();
    first.answer = () => Promise.reject(new Error('not now'));
    await expect(start()).rejects.toThrow('not now');
    await allOpened;
    await start();
    expect(first.active).toBe(false);
    expect(second.consumed).toEqual(['beta', 'beta.again']);
  });

  it('tells which queue does not answer', async () => {
    const channel = new Channel();
    channel.answer = () => new Promise(() => {});
    await expect(opening(channel).start()).rejects.toThrow('RabbitMQ does not answer for the queue beta;');
    expect(channel.active).toBe(false);
  });
});
