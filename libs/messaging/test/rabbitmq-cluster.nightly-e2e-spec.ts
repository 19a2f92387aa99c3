import { eventually, GET_RABBITMQ, hasRabbitmq, RabbitmqCluster } from '#tooling/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBroker, openBrokerAdmin } from '../src/index.js';
import { RabbitmqManagement } from '../src/engines/rabbitmq-management.js';
import { rabbitmqUrl } from '../src/engines/rabbitmq-url.js';
import type { EngineFixture } from './engine-fixture.js';
import { MessagingFixture, type TestService, thing } from './messaging-fixture.js';

const NAMES = ['one', 'two', 'three'];
/** Longest pause between a majority and the next confirmation. */
const RESUMES_MS = 15_000;
/** For a machine that does much else: a node starts in seconds, and a queue elects its leader in another few. */
const PATIENCE_MS = 120_000;
const ANSWER_MS = 5_000;
const SAY_EVERY_MS = 50;

jest.setTimeout(4 * PATIENCE_MS);

if (!hasRabbitmq) console.warn(`SKIPPED: a cluster of RabbitMQ. This machine has no server; ${GET_RABBITMQ}`);

(hasRabbitmq ? describe : describe.skip)('a cluster of three nodes of RabbitMQ', () => {
  let folder: string;
  let cluster: RabbitmqCluster;
  let fixture: MessagingFixture;
  let alpha: TestService;
  /** How often each thing took effect. */
  const effects = new Map<string, number>();

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rabbitmq-cluster-'));
    cluster = await RabbitmqCluster.start((name) => join(folder, name), NAMES);
    fixture = await MessagingFixture.open({ name: 'RabbitMQ', open: async () => engineOf(cluster.url) });
    await fixture.engine.admin.provision();
    alpha = await fixture.start('alpha');
    await fixture.start('beta', {
      hears: { 'alpha.happened.v1': ({ id }) => void effects.set(id, (effects.get(id) ?? 0) + 1) },
    });
  });
  afterAll(async () => {
    await fixture?.close();
    await cluster?.stop();
    await rm(folder, { recursive: true, force: true });
  });
  beforeEach(() => effects.clear());

  /** Where the leader of beta's queue is, as a node tells that has heard of it. */
  const leader = async (): Promise<string> => {
    const management = new RabbitmqManagement(rabbitmqUrl(cluster.url), ANSWER_MS);
    return eventually(async () => {
      const { leader } = await management.get<{ leader?: string }>('queues', 'troupe', 'beta');
      return NAMES.find((name) => leader?.startsWith(`${name}@`));
    }, PATIENCE_MS);
  };
  /** Says things until it is stopped. */
  let timer: NodeJS.Timeout;
  afterEach(() => clearInterval(timer)); // also of a test that has failed
  const saying = () => {
    const said: Promise<{ id: string }>[] = [];
    timer = setInterval(() => said.push(alpha.say(thing())), SAY_EVERY_MS);
    return async () => {
      clearInterval(timer);
      return (await Promise.all(said)).map(({ id }) => id);
    };
  };
  const isPublished = async (id: string): Promise<boolean> =>
    (await fixture.rows('alpha', 'outbox')).some((row) => row.subject === id && row.sent_at !== null);
  /** How long it took, in milliseconds, until something that is said now was published. It has taken effect, too. */
  const resumes = async (since = performance.now()): Promise<number> => {
    const { id } = await alpha.say(thing());
    await eventually(() => isPublished(id), PATIENCE_MS);
    const took = performance.now() - since;
    await eventually(() => effects.has(id), PATIENCE_MS);
    return took;
  };
  const isWhole = () => eventually(() => cluster.isWhole(), PATIENCE_MS);
  const hadOneEffectEach = async (said: string[]) => {
    await eventually(() => said.every((id) => effects.has(id)), PATIENCE_MS);
    expect([...effects.values()].filter((times) => times !== 1)).toEqual([]);
    expect(effects.size).toBeGreaterThanOrEqual(said.length);
  };

  it('loses and doubles nothing when the node of a leader is killed, and goes on', async () => {
    const stop = saying();
    await resumes();
    const killed = await leader();
    const since = performance.now();
    await cluster.kill(killed);
    const took = await resumes(since);
    await cluster.restart(killed);
    await isWhole();
    await hadOneEffectEach(await stop());
    console.info(`the leader was killed: published again after ${(took / 1_000).toFixed(1)} s`);
    expect(took).toBeLessThan(RESUMES_MS);
  });

  it('goes on beside a node that answers nobody, and takes it back once it was restarted', async () => {
    const stop = saying();
    await resumes();
    const isolated = await leader();
    const answerAgain = await cluster.isolate(isolated);
    const took = await resumes().finally(answerAgain);
    await resumes();
    await cluster.kill(isolated);
    await cluster.restart(isolated);
    await isWhole();
    await hadOneEffectEach(await stop());
    console.info(`the leader was isolated: published again after ${(took / 1_000).toFixed(1)} s`);
    expect(took).toBeLessThan(RESUMES_MS);
  });

  it('waits without a majority, and goes on once there is one', async () => {
    const stop = saying();
    await resumes();
    const [first, second] = NAMES;
    await cluster.kill(first!, second!);
    const { id } = await alpha.say(thing());
    await cluster.restart(first!);
    const since = performance.now();
    await eventually(() => effects.has(id), PATIENCE_MS);
    const took = performance.now() - since;
    await cluster.restart(second!);
    await isWhole();
    await hadOneEffectEach(await stop());
    console.info(`a majority was back: published again after ${(took / 1_000).toFixed(1)} s`);
    expect(took).toBeLessThan(RESUMES_MS);
  });
});

/** What the fixture of services needs of an engine: the tests themselves act on nodes. */
function engineOf(url: string): EngineFixture {
  const admin = openBrokerAdmin(url);
  const declare = admin.declare.bind(admin);
  admin.declare = async (...topologies) => {
    for (const { service } of topologies) await admin.admit(service, service);
    return declare(...topologies);
  };
  const urlOf = (service: string) => admin.urlFor(service, service);
  return {
    admin,
    url: urlOf,
    connect: (service, onError = () => {}) => openBroker(urlOf(service), onError),
    up: () => Promise.resolve(),
    clear: () => Promise.resolve(),
    close: () => Promise.resolve(),
  } as Partial<EngineFixture> as EngineFixture;
}
