import type { AccessRule, Service } from '#libs/service';
import { newId } from '#libs/telemetry';
import { type ServiceUnderTest, TestEnvironment, token } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { discoverServices } from '#libs/service';

const ME = newId();
const HANDS_OFF = [401, 403];

/** A caller: what they show, and what becomes of them under a rule. */
interface Caller {
  who: string;
  token?: (service: string) => Promise<string>;
  /** A status, or that they come in: whatever the route then answers. */
  expected: (rule: AccessRule) => number | 'in';
}

const person = (who: string, id: string, expected: (rule: AccessRule) => number | 'in'): Caller => ({
  who,
  token: () => token('person', id),
  expected,
});

const service = (name: string): Caller => ({
  who: `service ${name}`,
  token: (callee) => token('service', name, callee),
  expected: ({ services = [] }) => (services.includes(name) ? 'in' : 403),
});

const callersOf = (services: string[]): Caller[] => [
  { who: 'nobody', expected: () => 401 },
  {
    who: 'a service with a token for another one',
    token: () => token('service', services[0] ?? '', 'mallory'),
    expected: () => 401,
  },
  person('the person', ME, ({ subject }) => (subject ? 'in' : 403)),
  person('another person', newId(), ({ subject }) => (subject ? 404 : 403)),
  {
    who: 'an operator',
    token: () => token('operator', 'o1'),
    expected: ({ role }) => (role === 'operator' ? 'in' : 403),
  },
  ...[...services, 'mallory'].map(service),
];

interface Route {
  method: string;
  path: string;
  rule: AccessRule;
}

/** What a service says of its routes; a path parameter is the person's id, if it is any person's. */
async function routesOf(actor: ServiceUnderTest): Promise<Route[]> {
  const { paths } = (await actor.get('/openapi.json')).body as {
    paths: Record<string, Record<string, { 'x-access'?: AccessRule }>>;
  };
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => {
      const rule = operation['x-access'];
      if (!rule) throw new Error(`${method} ${path} of ${actor.name} does not say who may call it`);
      return { method: method.toUpperCase(), path: path.replaceAll(/\{\w+\}/g, ME), rule };
    }),
  );
}

/** The status alone: some answers never end. */
async function statusOf(actor: ServiceUnderTest, { method, path }: Route, bearer?: string): Promise<number> {
  const sends = ['POST', 'PUT', 'PATCH'].includes(method);
  const response = await fetch(new URL(path, actor.url), {
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

/** Calls every route as everybody; tells who was answered otherwise than the route's rule says. */
async function findings(actor: ServiceUnderTest, routes: Route[], callers: Caller[]): Promise<string[]> {
  const wrong: string[] = [];
  for (const route of routes) {
    for (const { who, token, expected } of callers) {
      const due = route.rule.public ? 'in' : expected(route.rule);
      const status = await statusOf(actor, route, await token?.(actor.name));
      if (due === 'in' ? HANDS_OFF.includes(status) : status !== due)
        wrong.push(`${actor.name}: ${route.method} ${route.path} answers ${who} ${status}, not ${due}`);
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

  it('lets in whom it says it does, and nobody else', async () => {
    const wrong: string[] = [];
    let tried = 0;
    for (const service of services) {
      const actor = await environment.start(service);
      const routes = await routesOf(actor);
      wrong.push(...(await findings(actor, routes, callers)));
      tried += routes.length * callers.length;
      await actor.stop();
    }
    process.stdout.write(`routes by callers, as declared: ${tried - wrong.length} of ${tried}\n`);
    expect(wrong).toEqual([]);
    expect(tried).toBeGreaterThan(100);
  });

  it('would be told if it did not', async () => {
    const [service] = services.filter(({ name }) => name === 'loyalty');
    const actor = await environment.start(service as Service);
    const [route] = await routesOf(actor);
    const otherwise = { ...(route as Route), rule: { role: 'operator' } as const };
    expect(await findings(actor, [otherwise], callers)).toEqual([
      expect.stringMatching(/answers the person \d+, not 403$/),
      expect.stringMatching(/answers another person 404, not 403$/),
      expect.stringMatching(/answers an operator 403, not in$/),
    ]);
    await actor.stop();
  });
});
