import type { AccessRule, Service } from '#libs/service';
import { newId } from '#libs/telemetry';
import { type ServiceUnderTest, TestEnvironment, token } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { discoverServices } from '#libs/service';

const ME = newId();
/** The statuses of a caller who is not let in. */
const DENIED = [401, 403];

/** A caller, and what a rule does with it. */
interface Caller {
  name: string;
  token?: (service: string) => Promise<string>;
  /** The status, or `in` for any answer behind the access check. */
  expected: (rule: AccessRule) => number | 'in';
}

const person = (name: string, id: string, expected: (rule: AccessRule) => number | 'in'): Caller => ({
  name,
  token: () => token('person', id),
  expected,
});

const serviceCaller = (name: string): Caller => ({
  name: `service ${name}`,
  token: (callee) => token('service', name, callee),
  expected: ({ services = [] }) => (services.includes(name) ? 'in' : 403),
});

const callersOf = (services: string[]): Caller[] => [
  { name: 'a caller without a token', expected: () => 401 },
  {
    name: 'a service with a token for another one',
    token: () => token('service', services[0] ?? '', 'mallory'),
    expected: () => 401,
  },
  person('the person', ME, ({ subject }) => (subject ? 'in' : 403)),
  person('another person', newId(), ({ subject }) => (subject ? 404 : 403)),
  {
    name: 'an operator',
    token: () => token('operator', 'o1'),
    expected: ({ role }) => (role === 'operator' ? 'in' : 403),
  },
  ...[...services, 'mallory'].map(serviceCaller),
];

interface Route {
  method: string;
  path: string;
  rule: AccessRule;
}

/** The routes of a service by its OpenAPI document; every path parameter is the id of one person. */
async function routesOf(service: ServiceUnderTest): Promise<Route[]> {
  const { paths } = (await service.get('/openapi.json')).body as {
    paths: Record<string, Record<string, { 'x-access'?: AccessRule }>>;
  };
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => {
      const rule = operation['x-access'];
      if (!rule)
        throw new Error(`${method} ${path} of ${service.name} has no x-access; declare it by @Access().`);
      return { method: method.toUpperCase(), path: path.replaceAll(/\{\w+\}/g, ME), rule };
    }),
  );
}

/** Only the status, because some responses never end. */
async function statusOf(
  service: ServiceUnderTest,
  { method, path }: Route,
  bearer?: string,
): Promise<number> {
  const sends = ['POST', 'PUT', 'PATCH'].includes(method);
  const response = await fetch(new URL(path, service.url), {
    method,
    headers: {
      accept: '*/*',
      ...(bearer && { authorization: `Bearer ${bearer}` }),
      ...(sends && { 'content-type': 'application/json' }),
    },
    ...(sends && { body: '{}' }),
  });
  await response.body?.cancel();
  return response.status;
}

/** Calls every route as every caller, and returns the answers that differ from the route's rule. */
async function findings(service: ServiceUnderTest, routes: Route[], callers: Caller[]): Promise<string[]> {
  const wrong: string[] = [];
  for (const route of routes) {
    for (const { name, token, expected } of callers) {
      const wanted = route.rule.public ? 'in' : expected(route.rule);
      const status = await statusOf(service, route, await token?.(service.name));
      if (wanted === 'in' ? DENIED.includes(status) : status !== wanted)
        wrong.push(`${service.name}: ${route.method} ${route.path} answers ${name} ${status}, not ${wanted}`);
    }
  }
  return wrong;
}

describe('every route of every service', () => {
  let environment: TestEnvironment;
  let services: Service[];
  let callers: Caller[];

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    services = await discoverServices();
    callers = callersOf(services.map(({ name }) => name));
  });
  afterAll(() => environment.close());

  it('admits the callers of its access rule, and no others', async () => {
    const wrong: string[] = [];
    let calls = 0;
    for (const definition of services) {
      const service = await environment.start(definition);
      const routes = await routesOf(service);
      wrong.push(...(await findings(service, routes, callers)));
      calls += routes.length * callers.length;
      await service.stop();
    }
    process.stdout.write(`routes by callers, as declared: ${calls - wrong.length} of ${calls}\n`);
    expect(wrong).toEqual([]);
    expect(calls).toBeGreaterThan(100);
  });

  it('fails this check if it answers otherwise', async () => {
    const [loyalty] = services.filter(({ name }) => name === 'loyalty');
    const service = await environment.start(loyalty as Service);
    const [route] = await routesOf(service);
    const otherwise = { ...(route as Route), rule: { role: 'operator' } as const };
    expect(await findings(service, [otherwise], callers)).toEqual([
      expect.stringMatching(/answers the person \d+, not 403$/),
      expect.stringMatching(/answers another person 404, not 403$/),
      expect.stringMatching(/answers an operator 403, not in$/),
    ]);
    await service.stop();
  });
});
