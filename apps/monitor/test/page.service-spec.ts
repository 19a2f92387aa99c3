import { eventually, message, type ServiceUnderTest, TestEnvironment } from '#tooling/testing';
import { newId } from '#libs/telemetry';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { monitor } from '../src/monitor.module.js';

const OPERATOR = { as: { operator: 'olga' } };
/** Bytes of everything that the page loads. */
const MOST_BYTES = 150 * 1024;

describe('the page of the monitor', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    const SERVICE_URLS = 'away=http://127.0.0.1:9';
    service = await environment.start(monitor, {
      SERVICE_URLS,
      TRACES_URL: 'http://127.0.0.1:9/traces',
      LOGS_URL: 'http://127.0.0.1:9/logs?query=',
      FAULTS_URL: 'http://127.0.0.1:9/',
      COMMAND_OPTIONS: '--data DIR',
      PEER_TIMEOUT: '5s',
    });
  });
  afterAll(() => environment.close());

  const get = async (path: string) => (await service.get(path, OPERATOR)).body;
  /** What the page loads, by its path: what its HTML names, and what its modules import. */
  async function loaded() {
    const { body: html, headers } = await service.get('/');
    const files = new Map([['/', { text: html as string, headers }]]);
    const wanted = [...(html as string).matchAll(/(?:src|href)="(page\/[^"]+)"/g)].map(
      ([, file]) => `/${file}`,
    );
    for (const path of wanted) {
      if (files.has(path)) continue;
      const { status, body, headers } = await service.get(path);
      expect([path, status]).toEqual([path, 200]);
      files.set(path, { text: body as string, headers });
      wanted.push(
        ...[...(body as string).matchAll(/ from '\.\/([^']+)'/g)].map(([, file]) => `/page/${file}`),
      );
    }
    return files;
  }
  /** Publishes an event that the monitor gives up at once. @returns its id */
  async function failing(): Promise<string> {
    const customerId = newId();
    const event = message(
      'customer.registered.v1',
      { customerId: 7 },
      { subject: customerId, correlationid: customerId },
    );
    await environment.publish('customers', event);
    await eventually(async () => (await service.patients()).some(({ id }) => id === event.id));
    return event.id;
  }

  it('loads only its own files, 150 KB at most, and has no script of its own in its HTML', async () => {
    const files = await loaded();
    expect([...files.keys()]).toEqual(
      expect.arrayContaining(['/', '/page/style.css', '/page/start.js', '/page/html.js']),
    );
    const bytes = [...files.values()].reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
    expect(bytes).toBeLessThan(MOST_BYTES);
    for (const [path, { headers }] of files)
      expect([path, headers.get('content-security-policy')]).toEqual([
        path,
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' http://127.0.0.1:9; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      ]);
    expect(files.get('/')?.text).toContain('<meta name="command-options" content="--data DIR">');
    expect(files.get('/')?.text).not.toMatch(/<script(?! type="module" src=)|<style| on\w+=| style=/);
  });

  it('is loaded again only when it has changed', async () => {
    const etag = (await service.get('/page/start.js')).headers.get('etag') ?? '';
    expect((await service.get('/page/start.js', { headers: { 'if-none-match': etag } })).status).toBe(304);
    expect((await service.get('/page/start.ts')).status).toBe(404);
    expect((await service.get('/page/..%2fmain.js')).status).toBe(404);
  });

  it.each([
    ['GET', '/overview'],
    ['GET', '/map'],
    ['GET', '/links'],
    ['GET', '/hospitals/groups'],
    ['GET', '/hospitals/monitor/messages/event/an-id'],
    ['POST', '/hospitals/monitor/acts'],
  ])('tells its data to operators only: %s %s', async (method, path) => {
    const callers = [undefined, { person: 'p1' }, { service: 'alpha' }];
    const body = method === 'POST' ? {} : undefined;
    const statuses = callers.map(async (as) => (await service.request(method, path, { as, body })).status);
    expect(await Promise.all(statuses)).toEqual([401, 403, 403]);
  });

  it('names a service that cannot be asked, and shows the others', async () => {
    const id = await failing();
    const { services, builds, queues, processes, faultsUrl } = await get('/overview');
    expect(builds).toEqual({ monitor: { version: monitor.version, revision: 'unknown', release: null } });
    expect(faultsUrl).toBe('http://127.0.0.1:9/');
    expect(services).toEqual([
      {
        service: 'monitor',
        owner: 'operations',
        groups: [expect.objectContaining({ event: 'customer.registered.v1', error: 'InvalidInput' })],
        waiting: [],
      },
      { service: 'away', owner: null, problem: 'cannot be reached' },
    ]);
    expect(queues).toContainEqual(expect.objectContaining({ queue: 'loyalty' }));
    expect(processes).toEqual({ running: expect.any(Number), stuck: 0, missing: [] });
    expect(await get(`/hospitals/patients?about=${id}`)).toEqual([
      { service: 'monitor', body: [expect.objectContaining({ id })] },
      { service: 'away', problem: 'cannot be reached' },
    ]);
    expect(await service.get('/hospitals/away/messages/event/x', OPERATOR)).toMatchObject({
      status: 503,
      body: { detail: 'away cannot be reached. Try again in 5 seconds.' },
    });
    expect((await service.get('/hospitals/none/messages/event/x', OPERATOR)).status).toBe(404);
  });

  it('tells where traces are, and leads to runbooks that it serves', async () => {
    const logs = 'http://127.0.0.1:9/logs?query=';
    expect(await get('/links')).toEqual({ traces: 'http://127.0.0.1:9/traces', logs });
    const { text } = (await loaded()).get('/page/mend.js')!;
    const names = [...text.matchAll(/runbook\('([a-z-]+)'\)/g)].map(([, name]) => name);
    expect(names.length).toBeGreaterThan(1);
    for (const name of names) expect((await service.get(`/runbooks/${name}.md`)).status).toBe(200);
  });

  it("acts under the operator's own token, and only from its own page", async () => {
    const messages = [{ kind: 'event', id: await failing() }];
    const act = (order: object, headers = {}) =>
      service.post('/hospitals/monitor/acts', order, { ...OPERATOR, headers });
    const order = { act: 'discard', why: 'it was a test', messages };
    expect((await act(order, { origin: 'https://elsewhere.example' })).status).toBe(403);
    expect(await act({ ...order, why: '' })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/why' }] },
    });
    expect(await act(order, { origin: service.url })).toMatchObject({ status: 200, body: { done: 1 } });
    expect(await get(`/hospitals/acts?about=${messages[0]?.id}`)).toContainEqual({
      service: 'monitor',
      body: [expect.objectContaining({ act: 'discard', who: 'olga', why: 'it was a test' })],
    });
  });
});
