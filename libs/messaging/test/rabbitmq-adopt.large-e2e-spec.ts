import { eventually, GET_RABBITMQ, hasRabbitmq } from '#tooling/testing';
import { newId } from '#libs/telemetry';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Connection, type Consumer } from 'rabbitmq-client';
import { type Broker, type ForeignEvent, RabbitmqInlet } from '../src/index.js';
import { MessagingFixture, type Thing, thing } from './messaging-fixture.js';
import { rabbitmq, type RabbitmqEngineFixture } from './rabbitmq-fixture.js';

/** What the team had before: an exchange and routing keys of its own. */
const EXCHANGE = 'legacy';
const [INBOX, REJECTED, AUDIT] = ['troupe.alpha', 'troupe.alpha.rejected', 'audit'];
const EVENTS: ForeignEvent[] = [
  {
    key: 'thing.created',
    type: 'alpha.happened.v1',
    id: 'data.number',
    subject: 'data.number',
    time: 'at',
    body: { id: 'data.key', note: 'data.text' },
  },
  { key: 'alpha.happened.v1', type: 'alpha.happened.v1' },
];

if (!hasRabbitmq) console.warn(`SKIPPED: adopting RabbitMQ. This machine has no server; ${GET_RABBITMQ}`);

(hasRabbitmq ? describe : describe.skip)('a team that has RabbitMQ already', () => {
  let fixture: MessagingFixture;
  let legacy: Connection;
  let audit: Consumer;
  let inlet: RabbitmqInlet | undefined;
  let alpha: Broker;
  const handled: Thing[] = [];
  const audited: string[] = [];

  beforeAll(async () => {
    fixture = await MessagingFixture.open(rabbitmq);
    const { ownerUrl } = fixture.engine as RabbitmqEngineFixture;
    await fixture.start('beta', { hears: { 'alpha.happened.v1': (data) => handled.push(data) } });
    await fixture.declare('alpha');
    alpha = fixture.engine.connect('alpha');
    legacy = new Connection({ url: ownerUrl });
    await legacy.exchangeDeclare({ exchange: EXCHANGE, type: 'topic', durable: true });
    for (const queue of [INBOX, REJECTED, AUDIT]) {
      const dead = { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': REJECTED };
      await legacy.queueDeclare({ queue, durable: true, arguments: queue === INBOX ? dead : {} });
    }
    for (const routingKey of ['thing.#', 'alpha.#'])
      await legacy.queueBind({ exchange: EXCHANGE, queue: INBOX, routingKey });
    await legacy.queueBind({ exchange: 'events', queue: AUDIT, routingKey: 'alpha.#' });
    // A consumer of the team's own, which knows nothing of Troupe.
    audit = legacy.createConsumer({ queue: AUDIT, queueOptions: { passive: true } }, ({ body, headers }) => {
      audited.push(`${headers!['cloudEvents:type']} ${(JSON.parse(String(body)) as Thing).note}`);
    });
    inlet = new RabbitmqInlet({
      url: ownerUrl,
      queue: INBOX,
      sender: 'alpha',
      events: EVENTS,
      broker: alpha,
      onError: () => {},
    });
  });
  afterAll(async () => {
    await inlet?.stop();
    await alpha?.stop();
    await audit?.close();
    await legacy?.close();
    await fixture?.close();
  });

  const send = async (routingKey: string, body: unknown, more: object = {}) => {
    const publisher = legacy.createPublisher({ confirm: true });
    await publisher.send({ exchange: EXCHANGE, routingKey, durable: true, ...more }, body);
    await publisher.close();
  };
  const plain = (number: number, key: string, text: string) => ({
    data: { number, key, text },
    at: new Date().toISOString(),
  });
  const hears = (note: string) =>
    eventually(() => {
      expect(handled.filter((one) => one.note === note)).toHaveLength(1);
      expect(audited).toContain(`alpha.happened.v1 ${note}`);
      return true;
    });

  it('has its publisher heard in plain JSON, once, and moves that service while others go on', async () => {
    const message = plain(1, newId(), 'plain JSON');
    await send('thing.created', message);
    await send('thing.created', message); // it comes again
    await hears('plain JSON');
    await send('alpha.happened.v1', thing({ note: 'a CloudEvent' }), {
      headers: {
        'cloudEvents:specversion': '1.0',
        'cloudEvents:id': 'ours-1',
        'cloudEvents:type': 'alpha.happened.v1',
        'cloudEvents:source': '/legacy',
        'cloudEvents:subject': 'one',
        'cloudEvents:time': new Date().toISOString(),
      },
    });
    await hears('a CloudEvent');

    await send('thing.unknown', { odd: true }); // what is no event comes back
    await eventually(
      async () => (await legacy.queueDeclare({ queue: REJECTED, passive: true })).messageCount === 1,
    );

    await inlet!.stop();
    inlet = undefined;
    const moved = await fixture.start('alpha');
    await moved.say(thing({ note: 'a service of Troupe' }));
    await hears('a service of Troupe');
    expect(handled.filter(({ note }) => note === 'plain JSON')).toHaveLength(1);
  });
});
