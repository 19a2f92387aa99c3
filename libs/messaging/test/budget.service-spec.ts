import { eventually } from '#tooling/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { PostgresBroker } from '../src/index.js';
import { MessagingFixture, type TestService } from './messaging-fixture.js';
import { PostgresProxy } from './postgres-proxy.js';

/** Statements per second that an idle service may make. Twenty services then make 40. */
const IDLE_QUERIES = 2;
/** Statements that an event may cost from commit to commit; 10 were measured. `npm run perf:ratios -- --only R3` measures its CPU time. */
const QUERIES_PER_EVENT = 13;
const EVENTS = 40;
const GAP_MS = 80;

describe('the budget of messaging', () => {
  let fixture: MessagingFixture;
  const proxies: PostgresProxy[] = [];

  beforeAll(async () => {
    fixture = await MessagingFixture.open();
  });
  afterEach(async () => {
    await fixture.reset();
    await Promise.all(proxies.splice(0).map((proxy) => proxy.close()));
  });
  afterAll(() => fixture.close());

  const through = async (url: string) => {
    const proxy = await PostgresProxy.open(url);
    proxies.push(proxy);
    return proxy.url;
  };
  const asked = () => proxies.reduce((sum, proxy) => sum + proxy.roundTrips, 0);

  /** A service whose statements are all counted. */
  const counted = async (name: string, pollMs?: number, hears = {}): Promise<TestService> => {
    const service = await fixture.start(name, {
      hears,
      broker: new PostgresBroker(await through(fixture.engine.url(name)), () => {}, {
        ...(pollMs && { pollMs }),
      }),
      database: await through(await fixture.databaseUrl(name)),
    });
    return service;
  };

  async function idleQueriesPerSecond(windowMs: number, pollMs?: number): Promise<number> {
    await counted('beta', pollMs, { 'alpha.happened.v1': () => {} });
    const before = asked();
    const began = performance.now();
    await eventually(() => performance.now() - began >= windowMs);
    return ((asked() - before) * 1_000) / (performance.now() - began);
  }

  /** Says events one by one, so that none shares another's statements. */
  async function queriesPerEvent(replicas = 1, pollMs?: number): Promise<number> {
    let heard = 0;
    const alpha = await counted('alpha');
    for (let at = 0; at < replicas; at++)
      await counted('beta', pollMs, { 'alpha.happened.v1': () => heard++ });
    await alpha.say(); // connections are made
    await eventually(() => heard === 1);
    const before = asked();
    for (let at = 0; at < EVENTS; at++) {
      const next = performance.now() + GAP_MS;
      await alpha.say();
      await eventually(() => performance.now() >= next);
    }
    await eventually(() => heard === EVENTS + 1);
    return (asked() - before) / EVENTS;
  }

  it('is kept by an idle service', async () => {
    const idle = await idleQueriesPerSecond(6_000);
    expect(idle).toBeLessThanOrEqual(IDLE_QUERIES);
  });

  it('is exceeded by a service that polls too often', async () => {
    expect(await idleQueriesPerSecond(1_000, 10)).toBeGreaterThan(3 * IDLE_QUERIES);
  });

  it('is kept by an event', async () => {
    expect(await queriesPerEvent()).toBeLessThanOrEqual(QUERIES_PER_EVENT);
  });

  it('is exceeded by an event among replicas that poll without pause', async () => {
    expect(await queriesPerEvent(8, 1)).toBeGreaterThan(QUERIES_PER_EVENT);
  });
});
