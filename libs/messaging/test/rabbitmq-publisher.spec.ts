import { describe, expect, it } from '@jest/globals';
import { EventEmitter } from 'node:events';
import { RABBITMQ_INTERVALS } from '../src/engines/rabbitmq-intervals.js';
import { RabbitmqPublisher } from '../src/engines/rabbitmq-publisher.js';

const TOPOLOGY = {
  said: { 'alpha.happened.v1': 'alpha' },
  subscriptions: { 'alpha.happened.v1': { beta: { state: 'active', since: '2026-11-30T12:00:00.000Z' } } },
  entrances: {},
};
const EVENT = { attributes: { type: 'alpha.happened.v1' }, body: Buffer.from('{}') };

const REJECTED = 'RabbitMQ rejects alpha.happened.v1: a queue of beta, others takes no more';

/** A channel on which RabbitMQ confirms, or does not. */
class Channel extends EventEmitter {
  active = true;
  sent = 0;

  constructor(private readonly outcome: () => Promise<void>) {
    super();
  }

  async confirmSelect(): Promise<void> {}

  basicPublish(): Promise<void> {
    this.sent++;
    this.emit('sent');
    return this.outcome();
  }

  async close(): Promise<void> {
    if (!this.active) return;
    this.active = false;
    this.emit('close');
  }
}

const confirmed = () => new Channel(() => Promise.resolve());
const rejected = () =>
  new Channel(() => Promise.reject(Object.assign(new Error('message rejected by server'), { code: 'NACK' })));
const silent = () => new Channel(() => new Promise(() => {}));

describe('a publisher of RabbitMQ', () => {
  const publisherOn = (...channels: Channel[]) => {
    const renewals: string[] = [];
    const connection = { channel: async () => channels.shift(), renew: () => renewals.push('renewed') };
    const reads: number[] = [];
    const read = async () => ({ generation: reads.push(1), topology: TOPOLOGY });
    const intervals = { ...RABBITMQ_INTERVALS, publishMs: 20 };
    const publisher = new RabbitmqPublisher(connection as never, 'alpha', read as never, intervals);
    return { publish: () => publisher.publish([EVENT as never]), renewals, reads };
  };

  it('stays on a channel on which RabbitMQ confirms', async () => {
    const channel = confirmed();
    const { publish } = publisherOn(channel);
    await publish();
    await publish();
    expect({ sent: channel.sent, active: channel.active }).toEqual({ sent: 2, active: true });
  });

  it('leaves a channel on which RabbitMQ rejects: it might reject for ever', async () => {
    const [first, second] = [rejected(), confirmed()];
    const { publish, renewals } = publisherOn(first, second);
    await expect(publish()).rejects.toThrow(REJECTED);
    await publish();
    expect([first.active, second.sent, renewals]).toEqual([false, 1, []]);
  });

  it('leaves a connection on which RabbitMQ does not confirm in time', async () => {
    const [first, second] = [silent(), confirmed()];
    const { publish, renewals, reads } = publisherOn(first, second);
    await expect(publish()).rejects.toThrow('RabbitMQ does not confirm in time');
    await publish();
    expect([first.active, second.sent, renewals]).toEqual([false, 1, ['renewed']]);
    expect(reads).toHaveLength(1); // the node that hangs may be the one that would be asked
  });

  it('takes nothing that came back of a batch that was rejected for a part of the next one', async () => {
    const [first, second] = [rejected(), confirmed()];
    const comesBack = () => first.emit('basic.return', { correlationId: '0' });
    first.on('sent', comesBack);
    const { publish } = publisherOn(first, second);
    await expect(publish()).rejects.toThrow(REJECTED);
    comesBack();
    expect((await publish()).refused.size).toBe(0);
    expect(second.sent).toBe(1);
  });

  it('reads what was declared again when its exchange is gone', async () => {
    const gone = new Channel(() => Promise.reject(Object.assign(new Error('gone'), { code: 'NOT_FOUND' })));
    const { publish, reads } = publisherOn(gone, confirmed());
    await publish();
    expect(reads).toHaveLength(2);
  });

  it('keeps the next channel when the last one closes late', async () => {
    const [first, second, third] = [rejected(), confirmed(), confirmed()];
    first.close = async () => {};
    const { publish } = publisherOn(first, second, third);
    await expect(publish()).rejects.toThrow(REJECTED);
    await publish();
    first.emit('close');
    await publish();
    expect([second.sent, third.sent]).toEqual([2, 0]);
  });
});
