import { describe, expect, it } from '@jest/globals';
import { EventEmitter } from 'node:events';
import { RABBITMQ_INTERVALS } from '../src/engines/rabbitmq-intervals.js';
import { RabbitmqPublisher } from '../src/engines/rabbitmq-publisher.js';

const HEARD = { state: 'active', since: '2026-11-30T12:00:00.000Z' };
const TOPOLOGY = {
  said: { 'alpha.happened.v1': 'alpha', 'alpha.ended.v1': 'alpha' },
  subscriptions: { 'alpha.happened.v1': { beta: HEARD }, 'alpha.ended.v1': { gamma: HEARD } },
  entrances: {},
};
const eventOf = (type: string) => ({ attributes: { type }, body: Buffer.from('{}') });

const REJECTED = [
  ['alpha.happened.v1', 'RabbitMQ rejects alpha.happened.v1: a queue of beta or somebody else takes no more'],
];

/** A channel on which RabbitMQ confirms, or does not. */
class Channel extends EventEmitter {
  active = true;
  sent = 0;

  constructor(private readonly outcome: (routingKey: string) => Promise<void>) {
    super();
  }

  async confirmSelect(): Promise<void> {}

  basicPublish({ routingKey }: { routingKey: string }): Promise<void> {
    this.sent++;
    this.emit('sent');
    return this.outcome(routingKey);
  }

  async close(): Promise<void> {
    if (!this.active) return;
    this.active = false;
    this.emit('close');
  }
}

const confirmed = () => new Channel(() => Promise.resolve());
const nack = () => Promise.reject(Object.assign(new Error('message rejected by server'), { code: 'NACK' }));
const rejected = () => new Channel(nack);
const silent = () => new Channel(() => new Promise(() => {}));

describe('a publisher of RabbitMQ', () => {
  const publisherOn = (...channels: Channel[]) => {
    const renewals: string[] = [];
    const connection = { channel: async () => channels.shift(), renew: () => renewals.push('renewed') };
    const reads: number[] = [];
    const read = async () => ({ generation: reads.push(1), topology: TOPOLOGY });
    const intervals = { ...RABBITMQ_INTERVALS, publishMs: 20 };
    const publisher = new RabbitmqPublisher(connection as never, 'alpha', read as never, intervals);
    const publish = (...types: string[]) => publisher.publish(types.map(eventOf) as never);
    const refused = async (...types: string[]) => [...(await publish(...types)).refused];
    return {
      publish: () => publish('alpha.happened.v1'),
      refused: () => refused('alpha.happened.v1'),
      refusedOfBoth: () => refused('alpha.happened.v1', 'alpha.ended.v1'),
      redeliver: () => publisher.redeliver('beta', [eventOf('alpha.happened.v1')] as never),
      renewals,
      reads,
    };
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
    const { refused, renewals } = publisherOn(first, second);
    expect(await refused()).toEqual(REJECTED);
    expect(await refused()).toEqual([]);
    expect([first.active, second.sent, renewals]).toEqual([false, 1, []]);
  });

  it('tells which type a queue rejects, and that RabbitMQ has the others', async () => {
    const { refusedOfBoth } = publisherOn(
      new Channel((key) => (key === 'alpha.happened.v1' ? nack() : Promise.resolve())),
    );
    expect(await refusedOfBoth()).toEqual(REJECTED);
  });

  it('knows nothing of a batch when its channel ends before all of it is confirmed', async () => {
    const closed = () => Promise.reject(new Error('channel closed'));
    const { refusedOfBoth } = publisherOn(
      new Channel((key) => (key === 'alpha.happened.v1' ? nack() : closed())),
    );
    await expect(refusedOfBoth()).rejects.toThrow('channel closed');
  });

  it('does not take for delivered again what the queue of its hearer rejects', async () => {
    await expect(publisherOn(rejected()).redeliver()).rejects.toThrow(
      'RabbitMQ rejects alpha.happened.v1: a queue of beta or somebody else takes no more',
    );
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
    const { refused } = publisherOn(first, second);
    expect(await refused()).toEqual(REJECTED);
    comesBack();
    expect(await refused()).toEqual([]);
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
    const { publish, refused } = publisherOn(first, second, third);
    expect(await refused()).toEqual(REJECTED);
    await publish();
    first.emit('close');
    await publish();
    expect([second.sent, third.sent]).toEqual([2, 0]);
  });
});
