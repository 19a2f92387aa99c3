import { admitsPeople, discoverServices } from '#libs/service';
import { newId } from '#libs/telemetry';
import { type ServiceUnderTest, TestEnvironment, token } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import {
  askedTooEarly,
  type Caller,
  callersOf,
  findings,
  hearsOfPeople,
  type Route,
  routesOf,
} from './fixtures/access-findings.js';
import { admitted, type FoundRoute, startAll } from './fixtures/all-routes.js';

const FORM = 'Send the body as application/x-www-form-urlencoded.';
const AT_ONCE = 16;
const WITH_BODY = ['POST', 'PUT', 'PATCH'];

describe('every route of every service', () => {
  let environment: TestEnvironment;
  let routes: FoundRoute[];
  let services: ServiceUnderTest[];
  let callers: Caller[];

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    routes = await startAll(environment);
    services = [...new Set(routes.map(({ service }) => service))];
    callers = callersOf(services.map(({ name }) => name));
  });
  afterAll(() => environment.close());

  const call = (
    route: FoundRoute,
    more: { method?: string; headers?: Record<string, string>; body?: unknown },
  ) =>
    route.service.request(more.method ?? route.method, route.path, {
      as: admitted(route),
      body: more.body,
      headers: { accept: '*/*', ...more.headers },
    });

  it('admits the callers of its access rule, and no others', async () => {
    const wrong: string[] = [];
    let calls = 0;
    for (const service of services) {
      const documented = await routesOf(service);
      wrong.push(...(await findings(service, documented, callers)));
      calls += documented.length * callers.length;
    }
    process.stdout.write(`routes by callers, as declared: ${calls - wrong.length} of ${calls}\n`);
    expect(wrong).toEqual([]);
    expect(calls).toBeGreaterThan(100);
  });

  it('fails that check if it answers otherwise', async () => {
    const loyalty = services.find(({ name }) => name === 'loyalty')!;
    const [route] = await routesOf(loyalty);
    const otherwise = { ...(route as Route), rule: { role: 'operator' } as const };
    expect(await findings(loyalty, [otherwise], callers)).toEqual([
      expect.stringMatching(/answers the person \d+, not 403$/),
      expect.stringMatching(/answers another person 404, not 403$/),
      expect.stringMatching(/answers an operator 403, not in$/),
    ]);
  });

  it('tells a person who registers just now what is still to come, and when to ask again', async () => {
    const hearers = (await discoverServices()).filter(hearsOfPeople).map(({ name }) => name);
    const wrong: string[] = [];
    for (const service of services.filter(({ name }) => hearers.includes(name)))
      wrong.push(...(await askedTooEarly(service, await routesOf(service))));
    expect(wrong).toEqual([]);
  });

  it('fails that check if it says that there is nothing', async () => {
    const loyalty = services.find(({ name }) => name === 'loyalty')!;
    const [route] = await routesOf(loyalty);
    expect(await askedTooEarly(loyalty, [route as Route])).toEqual([]);
    expect(await askedTooEarly(loyalty, [{ ...(route as Route), path: '/accounts' }])).toEqual([
      expect.stringMatching(/answers 404 urn:troupe:problem:no-such-path to a person who registers now$/),
    ]);
  });

  it('refuses unknown members, and names them, unless only services call it', async () => {
    const found: Record<string, string[]> = { refused: [], ignored: [] };
    for (const route of routes.filter(({ method }) => WITH_BODY.includes(method))) {
      if (await takesNoBody(route)) continue;
      const { status, body } = await call(route, { body: { 'no/such': 1 }, headers: { 'if-match': '*' } });
      const pointers = (body.errors ?? []).map(({ pointer }: { pointer: string }) => pointer);
      // Forms are what browsers send, and OAuth clients, who may add parameters of their own (RFC 6749, section 3.2).
      if (status === 415) expect([route.name, body.detail]).toEqual([route.name, FORM]);
      else found[pointers.includes('/no~1such') ? 'refused' : 'ignored']!.push(route.name);
    }
    process.stdout.write(
      `unknown members: ${found.refused!.length} routes refuse them, ${found.ignored!.length} ignore them\n`,
    );
    const forServices = ({ access }: FoundRoute) =>
      access.services && !access.public && !admitsPeople(access);
    const ignored = routes.filter(({ name }) => found.ignored!.includes(name));
    // The service to which the monitor passes a body on decides about it.
    expect(ignored.filter((one) => !forServices(one)).map(({ name }) => name)).toEqual([
      'monitor: POST /hospitals/:service/acts',
    ]);
    const refused = routes.filter(({ name }) => found.refused!.includes(name));
    expect(refused.filter(forServices)).toEqual([]);
    expect(refused.length).toBeGreaterThan(5);
  });

  const byPath = () => Map.groupBy(routes, pathNameOf);

  it('answers OPTIONS by the methods of its path, and another method with 405 and the same', async () => {
    await each([...byPath()], async ([name, some]) => {
      const [route] = some as [FoundRoute];
      const allowed = [...some.map(({ method }) => method), 'OPTIONS'];
      const options = await call(route, { method: 'OPTIONS' });
      expect([name, options.status, options.body]).toEqual([name, 204, '']);
      const method = ['PATCH', 'DELETE', 'PUT', 'POST'].find((one) => !allowed.includes(one));
      const refused = await call(route, { method });
      expect([name, method, refused.status, allowOf(refused)]).toEqual([name, method, 405, allowOf(options)]);
      expect([name, allowOf(options)]).toEqual([name, expect.arrayContaining(allowed)]);
    });
  });

  it('answers HEAD wherever it answers GET, and at once', async () => {
    const reads = routes.filter(({ method }) => method === 'GET');
    expect(reads.length).toBeGreaterThan(50);
    await each(reads, async (route) => {
      const head = await call(route, { method: 'HEAD' });
      expect([route.name, head.body]).toEqual([route.name, '']);
      const status = await statusOf(route);
      // Readiness may change between the two.
      if (![head.status, status].includes(503))
        expect([route.name, head.status]).toEqual([route.name, status]);
    });
  });

  it('says where what it made can be read, which has a tag if it can be changed', async () => {
    const made: string[] = [];
    for (const route of routes.filter(({ method }) => ['PUT', 'POST'].includes(method))) {
      const example = await exampleOf(route);
      const { status, headers } = example
        ? await call(route, example)
        : { status: 0, headers: new Headers() };
      const read = routes.find(
        ({ service, method, url }) =>
          service === route.service && method === 'GET' && (url === route.url || isMember(route.url, url)),
      );
      if (status !== 201 || !read) continue;
      const path = headers.get('location') ?? 'nowhere';
      const answer = await call({ ...read, path }, {});
      made.push(`${route.name} made ${answer.status}`);
      const isChanged = byPath()
        .get(pathNameOf(read))!
        .some(({ method }) => method === 'PATCH');
      const tag = answer.headers.get('etag');
      expect([read.name, tag]).toEqual([read.name, isChanged ? expect.any(String) : tag]);
    }
    expect(made).toContain('customers: PUT /v2/customers/:customerId made 200');
    expect(made.filter((one) => !one.endsWith('made 200'))).toEqual([]);
  });

  it('says what its PATCH takes', async () => {
    for (const [name, some] of byPath()) {
      const patch = some.find(({ method }) => method === 'PATCH');
      const options = await call(some[0]!, { method: 'OPTIONS' });
      const types = patch ? 'application/merge-patch+json, application/json' : null;
      expect([name, options.headers.get('accept-patch')]).toEqual([name, types]);
      if (!patch) continue;
      const headers = { 'if-match': '*', 'content-type': 'text/plain' };
      const refused = await call(patch, { body: 'x', headers });
      expect([name, refused.status, refused.headers.get('accept-patch')]).toEqual([name, 415, types]);
      const merged = { ...headers, 'content-type': 'application/merge-patch+json' };
      expect((await call(patch, { body: {}, headers: merged })).status).toBe(400);
    }
  });

  it('tells when it replaced a correlation ID', async () => {
    await each(
      routes.filter(({ method }) => WITH_BODY.includes(method)),
      async (route) => {
        const { headers } = await call(route, { headers: { 'x-correlation-id': 'no' } });
        expect([route.name, headers.get('x-correlation-id-note')]).toEqual([
          route.name,
          expect.stringMatching(/^replaced: /),
        ]);
      },
    );
  });

  it('compresses what is larger than 1 KB, refusals too', async () => {
    const many = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`unknown-${at}`, at]));
    let compressed = 0;
    for (const route of routes) {
      const isBody = WITH_BODY.includes(route.method);
      if (!isBody && !STATIC.test(route.url)) continue;
      const headers = { 'accept-encoding': 'br', 'if-match': '*' };
      const answer = await call(route, { headers, ...(isBody && { body: many }) });
      if (JSON.stringify(answer.body).length < 1_100) continue;
      compressed++;
      expect([route.name, answer.headers.get('content-encoding'), answer.headers.get('vary')]).toEqual([
        route.name,
        'br',
        'accept-encoding',
      ]);
    }
    process.stdout.write(`compressed answers: of ${compressed} routes\n`);
    expect(compressed).toBeGreaterThan(50);
  });
});

/** None changes what another one sees. A few run at once, so that the last answer does not wait for all others. */
const each = async <One>(all: One[], check: (one: One) => Promise<void>): Promise<void> => {
  for (let at = 0; at < all.length; at += AT_ONCE) await Promise.all(all.slice(at, at + AT_ONCE).map(check));
};

const pathNameOf = ({ service, url }: FoundRoute): string => `${service.name}: ${url}`;
const isMember = (list: string, url: string): boolean =>
  url.startsWith(`${list}/:`) && !url.slice(list.length + 2).includes('/');

/** Whether the document of the service has the route without a body, which is then never read. */
async function takesNoBody({ service, method, url }: FoundRoute): Promise<boolean> {
  const { paths } = (await service.get('/openapi.json')).body;
  const operation = paths[url.replaceAll(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];
  return operation !== undefined && operation.requestBody === undefined;
}

interface Example {
  body: unknown;
  headers?: Record<string, string>;
}

/** A request that the specs of the service have for the route. */
async function exampleOf({ service, method, url }: FoundRoute): Promise<Example | undefined> {
  const file = new URL(`../apps/${service.name}/test/example-requests.ts`, import.meta.url);
  if (!existsSync(file)) return undefined;
  const { exampleRequests } = (await import(file.href)) as {
    exampleRequests: Record<string, (service: ServiceUnderTest, id: string) => Example | Promise<Example>>;
  };
  return exampleRequests[`${method} ${url}`]?.(service, newId());
}

const STATIC = /^\/(openapi\.json|openapi\.yaml|metrics|docs)$/;
const allowOf = ({ headers }: { headers: Headers }): string[] => (headers.get('allow') ?? '').split(', ');

/** The status alone, because the answer of a stream does not end. */
async function statusOf({ service, path, ...route }: FoundRoute): Promise<number> {
  const [[kind, id] = []] = Object.entries(admitted({ service, path, ...route }) ?? {});
  const authorization = kind && `Bearer ${await token(kind as 'person', id as string, service.name)}`;
  const headers = { accept: '*/*', ...(authorization && { authorization }) };
  const { status, body } = await fetch(new URL(path, service.url), { headers, redirect: 'manual' });
  await body?.cancel();
  return status;
}
