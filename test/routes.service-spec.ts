import { type ServiceUnderTest, TestEnvironment } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Caller, callersOf, findings, type Route, routesOf } from './fixtures/access-findings.js';
import { admitted, type FoundRoute, startAll } from './fixtures/all-routes.js';

const FORM = 'Send the body as application/x-www-form-urlencoded.';
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
  }, 120_000);
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

  it('refuses unknown members, and names them, unless only services call it', async () => {
    const found: Record<string, string[]> = { refused: [], ignored: [] };
    for (const route of routes.filter(({ method }) => WITH_BODY.includes(method))) {
      const { status, body } = await call(route, { body: { 'no/such': 1 }, headers: { 'if-match': '*' } });
      const pointers = (body.errors ?? []).map(({ pointer }: { pointer: string }) => pointer);
      // Forms are what browsers send, and OAuth clients, who may add parameters of their own (RFC 6749, section 3.2).
      if (status === 415) expect([route.name, body.detail]).toEqual([route.name, FORM]);
      else found[pointers.includes('/no~1such') ? 'refused' : 'ignored']!.push(route.name);
    }
    process.stdout.write(
      `unknown members: ${found.refused!.length} routes refuse them, ${found.ignored!.length} ignore them\n`,
    );
    const forServices = ({ access }: FoundRoute) => access.services && !access.public && !access.subject;
    const ignored = routes.filter(({ name }) => found.ignored!.includes(name));
    // The service to which the monitor passes a body on decides about it.
    expect(ignored.filter((one) => !forServices(one)).map(({ name }) => name)).toEqual([
      'monitor: POST /hospitals/:service/acts',
    ]);
    const refused = routes.filter(({ name }) => found.refused!.includes(name));
    expect(refused.filter(forServices)).toEqual([]);
    expect(refused.length).toBeGreaterThan(5);
  });
});
