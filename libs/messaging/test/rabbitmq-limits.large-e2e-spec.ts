import { eventually, GET_RABBITMQ, hasRabbitmq, message } from '#tooling/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Connection } from 'rabbitmq-client';
import { type FoundQueue, RabbitmqManagement } from '../src/engines/rabbitmq-management.js';
import {
  AGAIN,
  backTo,
  entranceOf,
  EVENTS,
  EVENTS_FOR_ONE,
  presenceOf,
} from '../src/engines/rabbitmq-names.js';
import { readTopology } from '../src/engines/rabbitmq-records.js';
import { rabbitmqUrl } from '../src/engines/rabbitmq-url.js';
import { type Delivery, TopologyError } from '../src/index.js';
import { failureOf } from './failure-of.js';
import { thing } from './messaging-fixture.js';
import { rabbitmq, type RabbitmqEngineFixture } from './rabbitmq-fixture.js';

const HAPPENED = 'alpha.happened.v1';
const ENDED = 'alpha.ended.v1';

if (!hasRabbitmq)
  console.warn(`SKIPPED: the limits of RabbitMQ. This machine has no server; ${GET_RABBITMQ}`);

(hasRabbitmq ? describe : describe.skip)('what RabbitMQ cannot do', () => {
  let engine: RabbitmqEngineFixture;
  const open: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    engine = await rabbitmq.open();
  });
  const declare = () =>
    engine.admin.declare(
      { service: 'alpha', says: { [HAPPENED]: [], [ENDED]: [] }, hears: [] },
      { service: 'beta', says: {}, hears: [HAPPENED, ENDED] },
      { service: 'gamma', says: {}, hears: [HAPPENED] },
    );
  beforeEach(declare);
  afterEach(async () => {
    await Promise.all(open.splice(0).map((close) => close()));
    await engine.clear();
  });
  afterAll(() => engine?.close());

  const connect = (service: string) => {
    const broker = engine.connect(service);
    open.push(() => broker.stop());
    return broker;
  };
  const management = () => new RabbitmqManagement(rabbitmqUrl(engine.ownerUrl), 30_000);
  const vhost = () => rabbitmqUrl(engine.ownerUrl).vhost;
  const lockedIn = async (queue: string) => {
    const { messages_dlx: locked } = await management().get<FoundQueue>('queues', vhost(), queue);
    return locked;
  };
  const unbind = (source: string, kind: 'q' | 'e', destination: string, key: string) =>
    management().delete('bindings', vhost(), 'e', source, kind, destination, key);
  /** A process that hangs: it is counted among those that tell what they hold, and tells nothing. */
  const hang = async (service: string) => {
    const connection = new Connection({ url: engine.url(service) });
    const channel = await connection.acquire();
    await channel.basicConsume({ queue: presenceOf(service) }, () => {});
    open.push(async () => {
      await channel.close();
      await connection.close();
    });
  };

  it('shows what is known while a process of another service hangs', async () => {
    const beta = connect('beta');
    await beta.consume(1, () => {});
    await hang('gamma');
    await connect('alpha').publish([message(HAPPENED, thing())]);
    const { queues } = await beta.queues();
    expect(queues).toMatchObject([{ queue: 'beta' }, { queue: 'gamma', waiting: 1, leased: 0 }]);
  });

  it('shows no figures while a process of the same service hangs, because nobody knows what it has yet to handle', async () => {
    const beta = connect('beta');
    await beta.consume(1, () => {});
    await hang('beta');
    await expect(beta.queues()).rejects.toThrow('not every process of beta has told in time what it holds');
  });

  it('counts what a process holds that takes no more', async () => {
    const [leaving, staying] = [connect('beta'), connect('beta')];
    const held: Delivery[] = [];
    await new Promise<void>((resolve, reject) => {
      const take = (delivery: Delivery) => (held.push(delivery), resolve());
      leaving
        .consume(1, take)
        .then(() => connect('alpha').publish([message(HAPPENED, thing())]))
        .catch(reject);
    });
    await leaving.cancel();
    await staying.consume(1, () => {});
    const { queues } = await staying.queues();
    expect(queues[0]).toMatchObject({ queue: 'beta', waiting: 0, leased: 1 });
    held[0]!.ack();
  });

  it.each(['beta', 'beta.again', presenceOf('beta')])(
    'tells that somebody has deleted the queue %s, and shows what waits in the others',
    async (queue) => {
      const [beta, gamma] = [connect('beta'), connect('gamma')];
      await beta.consume(1, () => {});
      await connect('alpha').publish([message(HAPPENED, thing())]);
      await management().delete('queues', vhost(), queue);
      const lacks = `the broker lacks the queue ${queue} of beta: run npm run migrate -- beta`;
      for (const _again of [1, 2]) {
        const { queues, missing } = await gamma.queues();
        expect(queues).toMatchObject([{ queue: 'gamma', waiting: 1 }]);
        expect(missing).toEqual([{ service: 'beta', queue, hadEvents: queue !== presenceOf('beta') }]);
      }
      await expect(beta.queues()).rejects.toThrow(lacks);
      await expect(connect('beta').consume(1, () => {})).rejects.toThrow(lacks);
      await declare();
      const { queues, missing } = await gamma.queues();
      expect([queues.map((one) => one.queue), missing]).toEqual([['beta', 'gamma'], []]);
    },
  );

  it.each(['beta', 'beta.again', presenceOf('beta')])(
    'answers that it lacks the queue %s, until that is made again',
    async (queue) => {
      const beta = connect('beta');
      await beta.consume(1, () => {});
      await beta.ping();
      await management().delete('queues', vhost(), queue);
      const failure = await eventually(() => failureOf(beta.ping()));
      expect(failure).toBeInstanceOf(TopologyError);
      expect(failure.message).toBe(
        `the broker lacks the queue ${queue} of beta: run npm run migrate -- beta`,
      );
      await declare();
      await eventually(async () => !(await failureOf(beta.ping())));
    },
  );

  it.each([
    [EVENTS, 'beta', HAPPENED, true],
    [EVENTS_FOR_ONE, 'beta', `beta.${HAPPENED}`, false],
    [AGAIN, 'beta', backTo('beta'), false],
    [AGAIN, 'beta.again', 'beta', false],
  ])(
    'tells that somebody has deleted the binding from %s to %s, until it is made again',
    async (source, queue, key, losesEvents) => {
      const [beta, gamma] = [connect('beta'), connect('gamma')];
      await beta.consume(1, () => {});
      await beta.ping();
      await unbind(source, 'q', queue, key);
      const binding = `${key} from ${source} to the queue ${queue}`;
      const failure = await eventually(() => failureOf(beta.ping()));
      expect(failure).toBeInstanceOf(TopologyError);
      expect(failure.message).toBe(`the broker lacks the binding of ${binding}: run npm run migrate -- beta`);
      await gamma.ping();
      const missing = [{ service: 'beta', binding, losesEvents }];
      await eventually(async () => (await gamma.queues()).unbound?.length);
      expect((await gamma.queues()).unbound).toEqual(missing);
      expect(await engine.admin.missing!()).toEqual({ queues: [], bindings: missing });
      await declare();
      await eventually(async () => !(await failureOf(beta.ping())));
      await eventually(async () => !(await gamma.queues()).unbound?.length);
      expect(await engine.admin.missing!()).toEqual({ queues: [], bindings: [] });
    },
  );

  it('tells a sender that somebody has deleted bindings of its entrance', async () => {
    const alpha = connect('alpha');
    await alpha.ping();
    const { topology, generation } = await readTopology(management(), rabbitmqUrl(engine.ownerUrl));
    expect(topology.entrances.alpha).toBe(generation);
    const entrance = entranceOf('alpha', generation);
    await unbind(entrance, 'e', EVENTS, HAPPENED);
    await unbind(entrance, 'e', EVENTS_FOR_ONE, `*.${HAPPENED}`);
    const failure = await eventually(() => failureOf(alpha.ping()));
    expect(failure.message).toBe(
      `the broker lacks the binding of ${HAPPENED} from ${entrance} to the exchange events, and 1 more of alpha: run npm run migrate -- alpha`,
    );
    await declare();
    await eventually(async () => !(await failureOf(alpha.ping())));
  });

  it('makes an exchange of all services again, and the bindings that went with it', async () => {
    await management().delete('exchanges', vhost(), EVENTS);
    const [beta, heard] = [connect('beta'), new Set<unknown>()];
    const failure = await eventually(() => failureOf(beta.ping()));
    expect(failure.message).toMatch(/^the broker lacks the binding of .*: run npm run migrate -- beta$/);
    await declare();
    await beta.consume(1, ({ attributes, ack }) => (heard.add(attributes.id), ack()));
    const said = message(HAPPENED, thing());
    await connect('alpha').publish([said]);
    await eventually(() => heard.has(said.attributes.id));
  });

  it.each([
    ['read', 'beta'],
    ['configure', 'figures.beta.'],
    ['write', 'figures.beta.'],
  ])('names what mends it when the right to %s is taken away', async (right, queue) => {
    const beta = connect('beta');
    await beta.consume(1, () => {});
    const rights = await management().get<Record<string, string>>('permissions', vhost(), 'beta');
    await management().put(['permissions', vhost(), 'beta'], { ...rights, [right]: '^$' });
    await engine.dropConnections();
    const failure = await eventually(async () => {
      const found = await failureOf(beta.ping());
      return found instanceof TopologyError && found;
    });
    expect(failure.message).toMatch(
      new RegExp(
        `^the broker denies beta what was declared for it \\(.*ACCESS_REFUSED - .*access to queue '${queue}.*\\): run npm run migrate -- beta$`,
      ),
    );
    await expect(connect('beta').consume(1, () => {})).rejects.toThrow(TopologyError);
    await declare();
    await eventually(async () => !(await failureOf(beta.ping())));
  });

  it('names what mends it when the right to publish is taken away', async () => {
    const rights = await management().get<Record<string, string>>('permissions', vhost(), 'alpha');
    await management().put(['permissions', vhost(), 'alpha'], { ...rights, write: '^$' });
    const publish = () => connect('alpha').publish([message(HAPPENED, thing())]);
    await expect(publish()).rejects.toThrow(
      /^the broker denies alpha .*access to exchange 'alpha\.entrance.*: run npm run migrate -- alpha$/,
    );
    await declare();
    await publish();
  });

  it('makes the queues of one service again while those of another are missing, too', async () => {
    for (const queue of ['beta', 'gamma']) await management().delete('queues', vhost(), queue);
    const { queues, bindings } = await engine.admin.missing!();
    expect([queues.map(({ queue }) => queue), bindings]).toEqual([['beta', 'gamma'], []]);
    await engine.admin.declare({ service: 'beta', says: {}, hears: [HAPPENED, ENDED] });
    expect((await engine.admin.missing!()).queues).toMatchObject([{ queue: 'gamma' }]);
    await engine.admin.declare({ service: 'gamma', says: {}, hears: [HAPPENED] });
    expect(await engine.admin.missing!()).toEqual({ queues: [], bindings: [] });
  });

  it('tells of an alarm that blocks who publishes, and settles what it has consumed meanwhile', async () => {
    const [alpha, beta] = [connect('alpha'), connect('beta')];
    const held: Delivery[] = [];
    await beta.consume(1, (delivery) => held.push(delivery));
    await alpha.publish([message(HAPPENED, thing())]);
    await eventually(() => held.length);
    await engine.alarm(true);
    try {
      const why = 'RabbitMQ takes nothing that is published, because it is low on memory';
      await expect(alpha.publish([message(HAPPENED, thing())])).rejects.toThrow(why);
      await beta.queues().catch(() => {}); // it asks by publishing
      held[0]!.ack();
      await eventually(async () => !(await engine.depth('beta')));
      const waiting = alpha.publish([message(HAPPENED, thing())]).catch((error: unknown) => error);
      await eventually(async () => (await failureOf(alpha.ping()))?.message === why);
      await waiting;
    } finally {
      await engine.alarm(false);
    }
    await eventually(() => alpha.publish([message(HAPPENED, thing())]));
    await eventually(async () => !(await failureOf(alpha.ping())));
  });

  it('names what a queue rejects, and who hears it, and takes the rest of the batch', async () => {
    await management().put(['policies', vhost(), 'full'], {
      pattern: '^gamma$',
      definition: { 'max-length': 1, overflow: 'reject-publish' },
      'apply-to': 'queues',
    });
    const alpha = connect('alpha');
    const [ended, heard] = [message(ENDED, thing()), new Set<unknown>()];
    await connect('beta').consume(100, (delivery) => {
      heard.add(delivery.attributes.id);
      delivery.ack();
    });
    const refused = async () => [...(await alpha.publish([message(HAPPENED, thing()), ended])).refused];
    const [refusal, ...others] = await eventually(async () => {
      const refusals = await refused();
      return refusals.length ? refusals : undefined;
    });
    expect(refusal).toEqual([
      HAPPENED,
      `RabbitMQ rejects ${HAPPENED}: a queue of beta, gamma or somebody else takes no more`,
    ]);
    expect(others).toEqual([]);
    await eventually(() => heard.has(ended.attributes.id));
    await management().delete('policies', vhost(), 'full');
    await eventually(async () => !(await refused()).length);
  });

  it('names a policy that locks events away, counts them, and has them again once the queue is made anew', async () => {
    await management().put(['policies', vhost(), 'alltl'], {
      pattern: '.*',
      definition: { 'message-ttl': 100 },
      'apply-to': 'queues',
    });
    const [alpha, gamma] = [connect('alpha'), connect('gamma')];
    const said = message(HAPPENED, thing());
    await alpha.publish([said]);
    const found = await eventually(async () => {
      const { queues, policies = [] } = await gamma.queues();
      const beta = queues.find(({ queue }) => queue === 'beta');
      return beta?.waiting === 1 && policies.length && (await lockedIn('beta.again')) && policies;
    });
    expect(found).toContainEqual({
      service: 'beta',
      queue: 'beta',
      policy: 'alltl',
      gives: 'message-ttl',
    });
    await management().delete('policies', vhost(), 'alltl');
    await eventually(async () => !(await gamma.queues()).policies!.length);
    const [beta, heard] = [connect('beta'), new Set<unknown>()];
    await beta.consume(1, ({ attributes, ack }) => (heard.add(attributes.id), ack()));
    expect((await engine.admin.depth()).get('beta')).toBe(1);
    expect((await gamma.queues()).queues[0]).toMatchObject({ queue: 'beta', waiting: 1, leased: 0 });
    await management().delete('queues', vhost(), 'beta.again');
    await declare();
    await alpha.redeliver('beta', [said]);
    await eventually(() => heard.has(said.attributes.id));
    await eventually(async () => (await gamma.queues()).queues[0]?.waiting === 0);
  });

  it('takes no user over that belongs to others', async () => {
    await management().put(['users', 'theirs'], { password: 'theirs', tags: '' });
    await expect(engine.admin.admit('theirs', 'ours')).rejects.toThrow(/^RabbitMQ has a user theirs already/);
    await engine.admin.admit('ours', 'first');
    await engine.admin.admit('ours', 'second');
  });

  it('keeps the queues of a service that is decommissioned without discarding, until the messages are', async () => {
    await engine.admin.decommission('beta', false);
    const late = new Connection({ url: engine.ownerUrl });
    open.push(() => late.close());
    const sending = late.createPublisher({ confirm: true });
    await sending.send('beta', 'what was on its way'); // through no exchange, so past what was declared
    await sending.close();
    expect(await engine.depth('beta')).toBe(1);
    await expect(engine.admin.decommission('beta', false)).rejects.toThrow('Messages wait');
    expect(await engine.admin.decommission('beta', true)).toEqual({ deleted: 1, isNew: false });
    expect(await engine.depth('beta')).toBe(0);
  });
});
