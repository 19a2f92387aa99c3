import { GET_RABBITMQ, hasRabbitmq, message } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Channel, Connection } from 'rabbitmq-client';
import { EVENTS, EVENTS_FOR_ONE, entranceOf } from '../src/engines/rabbitmq-names.js';
import { thing } from './messaging-fixture.js';
import { rabbitmq, type RabbitmqEngineFixture } from './rabbitmq-fixture.js';

const HAPPENED = 'alpha.happened.v1';

if (!hasRabbitmq)
  console.warn(`SKIPPED: the rights of a user of RabbitMQ. This machine has no server; ${GET_RABBITMQ}`);

(hasRabbitmq ? describe : describe.skip)('the user of a service in RabbitMQ', () => {
  let engine: RabbitmqEngineFixture;
  let gamma: Connection;

  beforeAll(async () => {
    engine = await rabbitmq.open();
    await engine.admin.declare(
      { service: 'alpha', says: { [HAPPENED]: ['beta'] }, hears: [] },
      { service: 'beta', says: {}, hears: [HAPPENED] },
      { service: 'gamma', says: { 'gamma.happened.v1': [] }, hears: [] },
    );
    const alpha = engine.connect('alpha');
    await alpha.publish([message(HAPPENED, thing())]).finally(() => alpha.stop());
    gamma = new Connection({ url: engine.url('gamma') });
  });
  afterAll(async () => {
    await gamma?.close();
    await engine?.close();
  });

  const publish = (channel: Channel, exchange: string, routingKey: string) =>
    channel.confirmSelect().then(() => channel.basicPublish({ exchange, routingKey }, 'forged'));

  const ATTEMPTS: Record<string, (channel: Channel) => Promise<unknown>> = {
    'to read a message of another': (channel) => channel.basicGet({ queue: 'beta' }),
    'to consume the queue of another': (channel) => channel.basicConsume({ queue: 'beta' }, () => {}),
    'to empty the queue of another': (channel) => channel.queuePurge({ queue: 'beta' }),
    'to delete the queue of another': (channel) => channel.queueDelete({ queue: 'beta' }),
    'to make a queue': (channel) => channel.queueDeclare({ queue: 'mine' }),
    'to delete its own queue': (channel) => channel.queueDelete({ queue: 'gamma' }),
    'to hear all events': (channel) =>
      channel.queueBind({ queue: 'gamma', exchange: EVENTS, routingKey: '#' }),
    'to delete the exchange of all events': (channel) => channel.exchangeDelete({ exchange: EVENTS }),
    'to publish past its entrance': (channel) => publish(channel, EVENTS, HAPPENED),
    'to publish to one hearer': (channel) => publish(channel, EVENTS_FOR_ONE, `beta.${HAPPENED}`),
    'to publish to a queue': (channel) => publish(channel, '', 'beta'),
    'to publish by the entrance of another': (channel) => publish(channel, entranceOf('alpha', 1), HAPPENED),
  };

  it('may do nothing but publish by its own entrance, and consume its own queue', async () => {
    for (const [what, attempt] of Object.entries(ATTEMPTS)) {
      const channel = await gamma.acquire();
      channel.on('error', () => {}); // that of the attempt
      const outcome = await attempt(channel).then(
        () => 'done',
        ({ code }: { code: string }) => code,
      );
      expect([what, outcome]).toEqual([what, 'ACCESS_REFUSED']);
    }
    expect(await engine.depth('beta')).toBe(1);
  });
});
