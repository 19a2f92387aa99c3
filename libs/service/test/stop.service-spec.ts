import { newId } from '#libs/telemetry';
import { type ServiceUnderTest, eventually, TestEnvironment } from '#tooling/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import type { ServerResponse } from 'node:http';
import { things } from './fixtures/things.js';
import { RawConnection, serveHttp } from './fixtures/network.js';

describe('a service that is stopped', () => {
  let environment: TestEnvironment;
  let neighbour: Awaited<ReturnType<typeof serveHttp>>;
  /** The requests that the neighbour has not answered yet. */
  let held: ServerResponse[];

  const started: ServiceUnderTest[] = [];

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    neighbour = await serveHttp((_request, response) => void held.push(response));
  });
  beforeEach(() => {
    held = [];
    environment.logs.length = 0;
  });
  afterEach(async () => {
    for (const response of held) response.end('{}');
    await Promise.all(started.splice(0).map((service) => service.stop()));
  });
  afterAll(async () => {
    await environment.close();
    await neighbour.close();
  });

  const start = async (env = {}) => {
    const service = await environment.start(things, { BETA_URL: neighbour.url, PEER_TIMEOUT: '15s', ...env });
    started.push(service);
    return service;
  };
  const thing = () => ({ label: newId(), parts: [], about: null });
  /** A connection on which a request is being handled. */
  const busy = async (service: ServiceUnderTest) => {
    const connection = new RawConnection(service.url).send('GET /neighbour HTTP/1.1\r\nhost: x\r\n\r\n');
    await eventually(() => held.length > 0);
    return connection;
  };
  const connections = async () => {
    const { rows } = await sql<{ name: string }>`
      select application_name as name from pg_stat_activity
      where datname in (${environment.url('things', 'x').split('/').pop()}, ${environment.brokerUrl('x').split('/').pop()})
        and usename = 'things'`.execute(environment.database('broker').query);
    return rows;
  };

  it('finishes the running request, and is not ready', async () => {
    const service = await start();
    const connection = await busy(service);
    let stopped = false;
    const stopping = service.stop().then(() => (stopped = true));
    await eventually(() =>
      service.get('/list').then(
        () => false,
        () => true,
      ),
    );
    connection.send('GET /health/ready HTTP/1.1\r\nhost: x\r\n\r\n');
    expect(stopped).toBe(false);
    held[0]?.end('{"size":7}');
    const last = await connection.answer();
    await stopping;
    expect(connection.text).toContain('{"size":7}');
    expect(last).toMatchObject({ status: 503, headers: { connection: 'close' } });
    expect(JSON.parse(last.body)).toEqual({ status: 'down', reasons: ['the service is stopping'] });
  });

  it('cuts off work that does not finish in time, and logs it', async () => {
    const service = await start({ SHUTDOWN_TIMEOUT: '100ms' });
    const connection = await busy(service);
    await service.stop(); // although the neighbour never answers
    await connection.answer();
    expect(connection.text).toBe('');
    expect(environment.logs).toContainEqual(
      expect.objectContaining({ level: 'warn', msg: 'running work did not finish in time' }),
    );
  });

  it('closes idle connections at once', async () => {
    const service = await start();
    const connection = new RawConnection(service.url).send('GET /list HTTP/1.1\r\nhost: x\r\n\r\n');
    await eventually(() => connection.text.includes('limit'));
    await service.stop();
    await connection.answer();
  });

  it('stops once, however often it is asked to', async () => {
    const service = await start();
    const [first, second] = [service.stop(), service.stop()];
    await Promise.all([first, second]);
    await service.stop();
    expect(environment.logs.filter(({ level }) => level === 'warn')).toEqual([]);
  });

  it('leaves no connection behind', async () => {
    const service = await start();
    await service.post('/things', thing());
    expect((await connections()).length).toBeGreaterThan(0);
    await service.stop();
    await eventually(async () => (await connections()).length === 0);
  });

  it('publishes its last events', async () => {
    const service = await start();
    await service.post('/things', thing());
    await service.stop();
    const { rows } = await sql`select from messaging.outbox where sent_at is null`.execute(
      environment.database('things').query,
    );
    expect(rows).toEqual([]);
  });

  it('can be started again', async () => {
    const service = await start();
    await service.stop();
    const again = await start();
    await again.untilReady();
  });

  it('leaves no connection behind when its start fails', async () => {
    const PORT = new URL(neighbour.url).port;
    await expect(start({ PORT })).rejects.toThrow('EADDRINUSE');
    await eventually(async () => (await connections()).length === 0);
  });
});
