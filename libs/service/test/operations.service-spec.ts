import { newId } from '#libs/telemetry';
import { type ServiceUnderTest, eventually, mostSeries, TestEnvironment, TcpProxy } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readOpenMetrics, type Sample } from './fixtures/open-metrics.js';
import { ERROR_TYPES } from '../src/limited-peer.js';
import { things } from './fixtures/things.js';
import { serveHttp } from './fixtures/network.js';

describe('operations', () => {
  let environment: TestEnvironment;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
  });
  afterAll(() => environment.close());

  const scrape = async (service: ServiceUnderTest) => readOpenMetrics((await service.get('/metrics')).body);
  const find = (samples: Sample[], name: string, labels: Record<string, string> = {}) =>
    samples.filter(
      (one) => one.name === name && Object.entries(labels).every(([key, value]) => one.labels[key] === value),
    );

  describe('of a service that was just started', () => {
    let service: ServiceUnderTest;
    beforeAll(async () => {
      service = await environment.start(things);
    });

    it('export every counter as zero for all known label values', async () => {
      const samples = await scrape(service);
      const counters = samples.filter(({ type }) => type === 'counter');
      for (const { name, labels, value } of counters)
        expect({ name, labels, value }).toEqual({ name, labels, value: 0 });
      for (const status of ['2xx', '3xx', '4xx', '5xx']) {
        const labels = { method: 'POST', route: '/things', status };
        expect(find(counters, 'http_server_requests_total', labels)).toHaveLength(1);
      }
      const outcomes = ['done', 'duplicate', 'erased', 'held', 'retry', 'hospital'];
      for (const outcome of outcomes) {
        const labels = { event: 'other.happened.v1', outcome };
        expect(find(counters, 'messaging_processed_total', labels)).toHaveLength(1);
      }
      expect(find(counters, 'messaging_client_sent_messages_total', { event: 'thing.made.v1' })).toHaveLength(
        1,
      );
      expect(find(counters, 'peer_failures_total')).toHaveLength(3 * ERROR_TYPES.length);
      expect(find(counters, 'things_seen_total')).toHaveLength(1);
    });

    it('export no more series than their routes need, and none for themselves', async () => {
      const samples = await scrape(service);
      const measured = find(samples, 'http_server_request_duration_seconds_count');
      expect(samples.length).toBeLessThanOrEqual(mostSeries(measured.length));
      const routes = new Set(samples.flatMap(({ labels }) => labels.route ?? []));
      expect([...routes].filter((route) => /health|metrics|docs|openapi|problems/.test(route))).toEqual([]);
      expect(routes).toContain('/information');
    });

    it('name the service on every sample', async () => {
      for (const { labels } of await scrape(service)) expect(labels.service).toBe('things');
    });

    it('answer in OpenMetrics, whatever the scraper accepts', async () => {
      const accepts = [
        '*/*',
        'application/openmetrics-text',
        'application/openmetrics-text;version=1.0.0;q=0.5,*/*;q=0.1',
        'application/openmetrics-text; version=1.0.0; charset=utf-8',
      ];
      for (const accept of accepts) {
        const answer = await service.get('/metrics', { headers: { accept } });
        expect(answer.status).toBe(200);
        expect(answer.headers.get('content-type')).toBe(
          'application/openmetrics-text; version=1.0.0; charset=utf-8',
        );
      }
    });

    it('are open to everyone', async () => {
      for (const path of [
        '/health/live',
        '/health/ready',
        '/health/dependencies',
        '/metrics',
        '/info',
        '/docs',
        '/problems',
        '/problems/internal',
        '/openapi.json',
      ]) {
        expect({ path, status: (await service.get(path)).status }).toEqual({ path, status: 200 });
      }
    });
  });

  describe('that count requests', () => {
    let service: ServiceUnderTest;
    beforeAll(async () => {
      service = await environment.start(things);
    });
    const count = async (labels: Record<string, string>) => {
      const [found] = find(await scrape(service), 'http_server_requests_total', labels);
      return found?.value ?? 0;
    };
    const expectCounted = async (labels: Record<string, string>, work: () => Promise<unknown>) => {
      const before = await count(labels);
      await work();
      await eventually(async () => (await count(labels)) === before + 1);
    };

    it('label requests with the route and the class of the status', async () => {
      await expectCounted({ method: 'GET', route: '/list', status: '2xx' }, () => service.get('/list'));
      await expectCounted({ method: 'GET', route: '/things/:thingId', status: '4xx' }, () =>
        service.get(`/things/${newId()}`),
      );
      await expectCounted({ method: 'GET', route: '/broken', status: '5xx' }, () => service.get('/broken'));
    });

    it('count a HEAD as a GET', async () => {
      await expectCounted({ method: 'GET', route: '/list', status: '2xx' }, () =>
        service.request('HEAD', '/list'),
      );
    });

    it('count requests without a route under one name', async () => {
      const unknown = { method: '_OTHER', route: '(unknown)', status: '4xx' };
      const before = (await scrape(service)).length;
      for (const method of ['GET', 'PATCH', 'PROPFIND']) {
        await expectCounted(unknown, () => service.request(method, `/${newId()}`));
      }
      await expectCounted(unknown, () => service.request('DELETE', '/list'));
      expect(await scrape(service)).toHaveLength(before);
    });

    it('attach the trace and the business process to the duration of a request', async () => {
      const id = newId();
      await service.get('/list', { headers: { 'x-correlation-id': id } });
      const exemplar = await eventually(async () => {
        const buckets = find(await scrape(service), 'http_server_request_duration_seconds_bucket', {
          route: '/list',
        });
        return buckets.map((bucket) => bucket.exemplar).find((one) => one?.correlation_id === id);
      });
      const span = environment.spans
        .getFinishedSpans()
        .find(({ attributes }) => attributes['correlation.id'] === id);
      expect(exemplar).toEqual({ trace_id: span?.spanContext().traceId, correlation_id: id });
    });

    it('count every duration in the buckets up to its bound', async () => {
      await service.get('/list');
      const samples = await scrape(service);
      const buckets = find(samples, 'http_server_request_duration_seconds_bucket', { route: '/list' });
      const values = buckets.map(({ value }) => value);
      expect(values).toEqual([...values].sort((a, b) => a - b));
      const [total] = find(samples, 'http_server_request_duration_seconds_count', { route: '/list' });
      expect(values.at(-1)).toBe(total?.value);
    });
  });

  describe('when METRICS_TOKEN is set', () => {
    const METRICS_TOKEN = 'jx8Hq2LwZ0vTn5RkYd3mPb7sGc1fUe9A';

    it('refuse a scrape without it', async () => {
      const service = await environment.start(things, { METRICS_TOKEN });
      const statuses = [undefined, METRICS_TOKEN, `Bearer ${METRICS_TOKEN}!`, `Bearer ${METRICS_TOKEN}`].map(
        async (authorization) => {
          const headers: Record<string, string> = authorization ? { authorization } : {};
          return (await service.get('/metrics', { headers })).status;
        },
      );
      expect(await Promise.all(statuses)).toEqual([401, 401, 401, 200]);
      expect((await service.get('/metrics', { as: { operator: 'o1' } })).status).toBe(401);
      await service.untilReady();
    });
  });

  describe('while something is down', () => {
    const checks = (samples: Sample[]) =>
      Object.fromEntries(
        find(samples, 'service_ready').map(({ labels, value }) => [labels.check ?? '', value]),
      );

    /** Each check of a scrape has a deadline, which a machine that does much else may miss. */
    const eventuallyPasses = (service: ServiceUnderTest, passed: Record<string, number>) =>
      eventually(async () => {
        expect(checks(await scrape(service))).toEqual(passed);
        return true;
      });

    it('stay ready while the broker is down, since requests succeed and events wait, and say so', async () => {
      const proxy = await TcpProxy.open(environment.brokerUrl('things'));
      const service = await environment.start(things, { BROKER_URL: proxy.url });
      await service.untilReady();
      await proxy.cut();
      await service.untilReadiness({ status: 200, reasons: [/^broker: /] });
      await eventuallyPasses(service, { database: 1, schema: 1, broker: 0, running: 1 });
      expect((await service.get('/health/live')).status).toBe(200);
      await proxy.restore();
      await service.untilReady();
      await service.stop();
      await proxy.cut();
    });

    it('report that the database is down, and still export the other metrics', async () => {
      const proxy = await TcpProxy.open(environment.url('things', 'things'));
      const service = await environment.start(things, { DATABASE_URL: proxy.url });
      await eventually(async () => find(await scrape(service), 'outbox_pending').length);
      await proxy.cut();
      await service.untilReadiness({ status: 503, reasons: [/^database: /] });
      const samples = await scrape(service);
      expect(find(samples, 'http_server_requests_total').length).toBeGreaterThan(0);
      expect(find(samples, 'outbox_pending')).toEqual([]);
      expect(find(samples, 'hospital_patients')).toEqual([]);
      const failed = find(await scrape(service), 'metrics_reads_failed_total', { source: 'messages' });
      expect(failed[0]?.value).toBeGreaterThan(0);
      await eventuallyPasses(service, { database: 0, schema: 1, broker: 1, running: 1 });
      await service.stop();
    });

    it('export the rest in time while a table is locked', async () => {
      const service = await environment.start(things);
      await environment
        .database('things')
        .query.transaction()
        .execute(async (tx) => {
          await sql`lock table messaging.retry`.execute(tx);
          await eventuallyPasses(service, { database: 1, schema: 1, broker: 1, running: 1 });
          expect(find(await scrape(service), 'retry_waiting')).toEqual([]);
        });
      await eventually(async () => find(await scrape(service), 'retry_waiting').length);
    });

    it('answer soon that the database does not', async () => {
      const proxy = await TcpProxy.open(environment.url('things', 'things'));
      const service = await environment.start(things, { DATABASE_URL: proxy.url });
      await service.untilReady();
      proxy.stall();
      await service.untilReadiness({ status: 503, reasons: [/^database: no answer within 2000 ms$/] });
      await proxy.cut();
      await service.stop();
    });

    it('name the migrations that the database lacks', async () => {
      const owner = environment.database('things');
      const service = await environment.start(things);
      await sql`alter table service_migrations rename column name to hidden`.execute(owner.query);
      await sql`alter table service_migrations add column name text`.execute(owner.query);
      await service.untilReadiness({
        status: 503,
        reasons: [/^database: the database lacks the migrations service\/0001-things: run npm run migrate$/],
      });
      await sql`alter table service_migrations drop column name`.execute(owner.query);
      await sql`alter table service_migrations rename column hidden to name`.execute(owner.query);
      await service.untilReady();
    });

    it('stay ready when a neighbour is down, and tell which', async () => {
      const neighbour = await serveHttp((_request, response) => response.end());
      const service = await environment.start(things, { BETA_URL: neighbour.url });
      expect((await service.get('/health/dependencies')).body).toEqual({
        auth: { up: true },
        beta: { up: true },
        gamma: { up: false },
      });
      await service.untilReady();
      const up = find(await scrape(service), 'dependency_up').map(({ labels, value }) => [
        labels.peer,
        value,
      ]);
      expect(up).toEqual([
        ['beta', 1],
        ['gamma', 0],
        ['auth', 1],
      ]);
      await neighbour.close();
      expect((await service.get('/health/dependencies')).body.beta).toEqual({ up: false });
    });
  });

  it('show the build and the contracts of the service', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'pacts-'));
    const pact = (consumer: string, provider: string) =>
      writeFile(
        join(folder, `${consumer}-${provider}.json`),
        JSON.stringify({ consumer: { name: consumer }, provider: { name: provider }, interactions: [] }),
      );
    await Promise.all([pact('alpha', 'things'), pact('things', 'beta'), pact('alpha', 'beta')]);
    const service = await environment.start(things, {
      REVISION: 'abc',
      RELEASE: 'v42',
      DEPLOYMENT_ENVIRONMENT: 'staging',
      CONTRACTS_DIR: folder,
    });
    const hash = expect.stringMatching(/^[0-9a-f]{40}$/);
    expect((await service.get('/info')).body).toEqual({
      name: 'things',
      owner: things.owner,
      version: '1.2.3',
      revision: 'abc',
      release: 'v42',
      environment: 'staging',
      contracts: { 'alpha-things.json': hash, 'things-beta.json': hash },
    });
    const [build] = find(await scrape(service), 'troupe_build_info');
    expect(build).toMatchObject({ labels: { version: '1.2.3', revision: 'abc', release: 'v42' }, value: 1 });
    const unreleased = await environment.start(things, { REVISION: 'abc' });
    expect((await unreleased.get('/info')).body.release).toBe(null);
    await rm(folder, { recursive: true });
  });
});
