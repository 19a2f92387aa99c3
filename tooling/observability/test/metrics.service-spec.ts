import { LONG_BUCKETS } from '#libs/telemetry';
import { mostSeries, TestEnvironment } from '#tooling/testing';
import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { artefactsOf, slosOf } from '../src/artefacts.js';
import { expressionsOfDashboard, expressionsOfRules, lintSelectors } from '../src/checks.js';
import { PLATFORM_COUNTERS } from '../src/panels/platform.js';
import { parseSeries, type Series } from '../src/promql.js';
import { rulesOf } from '../src/rules.js';
import { discoverServices, type Service } from '#libs/service';
import { Telemetry } from '#libs/telemetry';

/** What the monitor exports beside, for each step of a flow and for each queue. */
const [PER_STEP, PER_QUEUE] = [17, 4];
/** For each type of event, once it was handled: two histograms, the outcomes, and the time-outs. */
const PER_HANDLED = 2 * (LONG_BUCKETS.length + 3) + 8;
/** Once every status was seen. The monitor measures every event and step of all flows, the gateway has all public routes. */
function mostAfterAll(service: string, heard: number, steps: number): number {
  if (service === 'monitor') return 500 + PER_HANDLED * heard + PER_STEP * steps;
  return service === 'gateway' ? 1_500 : 1_000;
}

const services = await discoverServices();
const slos = slosOf(resolve('.'));
const artefacts = artefactsOf(slos, services);
const dashboards = Object.entries(artefacts).filter(([file]) => file.startsWith('grafana/dashboards/'));
const expressions = [
  ...expressionsOfRules(rulesOf(slos)),
  ...dashboards.flatMap(([, json]) => expressionsOfDashboard(JSON.parse(json) as Dashboard)),
];

/** The series of a scrape, and of each metric that has none yet, its name: some appear with their first measurement only. */
function declared(scrape: string, service: string): Series[] {
  const series = parseSeries(scrape);
  const types = [...scrape.matchAll(/^# TYPE (\S+) (\w+)$/gm)].map(([, name = '', type]) =>
    type === 'histogram' ? ['bucket', 'sum', 'count'].map((end) => `${name}_${end}`) : [name],
  );
  const bare = types.flat().filter((name) => !series.some(({ __name__ }) => __name__ === name));
  return [...series, ...bare.map((__name__) => ({ __name__, service }))];
}

/** The neighbours and third parties of a service whose circuit it does not export: it calls them without limits. */
const withoutCircuit = ({ settings }: Service, series: Series[]): string[] => {
  const circuits = series.flatMap(({ __name__, peer }) => (__name__ === 'circuit_state' ? [peer] : []));
  const called = Object.values(settings).flatMap(({ peer, outside }) => peer ?? outside ?? []);
  return called.filter((name) => !circuits.includes(name));
};

/** What one service of each process exports of that process. */
async function ofProcess(): Promise<Series[]> {
  const { metrics } = new Telemetry('one', 'error', { reportsProcess: true });
  return declared((await metrics.scrape()).body, 'one');
}

describe(`the metrics of ${services.length} services`, () => {
  let environment: TestEnvironment;
  /** The series that each service exports before it has handled anything. */
  const exported = new Map<string, Series[]>();
  const known: Series[] = [];

  const urls = new Map<string, string>();

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    for (const service of services) {
      const { url } = await environment.start(service, { PUBLIC_URL: 'http://127.0.0.1' });
      urls.set(service.name, url);
      const scrape = await (await fetch(new URL('/metrics', url))).text();
      exported.set(service.name, parseSeries(scrape));
      known.push(...declared(scrape, service.name));
    }
  });
  afterAll(() => environment.close());

  it('include every series that an expression selects', async () => {
    expect(lintSelectors(expressions, [...known, ...(await ofProcess())])).toEqual([]);
  });

  it.each(services.map((service) => [service.name, service] as const))(
    'are not too many of %s when it is fresh',
    (name, { events }) => {
      const series = exported.get(name) ?? [];
      const count = (metric: string) => series.filter(({ __name__ }) => __name__ === metric).length;
      const routes = count('http_server_request_duration_seconds_count');
      const beside = PER_STEP * count('flow_steps_missing') + PER_QUEUE * count('queue_oldest_age_seconds');
      const peers = count('circuit_state');
      expect(series.length).toBeLessThanOrEqual(mostSeries(routes, events.heard.length, peers) + beside);
    },
  );

  it.each(services.map((service) => [service.name, service] as const))(
    'are not too many of %s after every route was called and every event was handled',
    async (name, service) => {
      const url = urls.get(name)!;
      const { paths } = await service.openApi();
      for (const [path, methods] of Object.entries(paths)) {
        for (const method of Object.keys(methods)) {
          const at = new URL(path.replaceAll(/\{\w+\}/g, 'x'), url);
          const answer = await fetch(at, {
            method: method.toUpperCase(),
            signal: AbortSignal.timeout(10_000),
          });
          await answer.body?.cancel();
        }
      }
      const series = parseSeries(await (await fetch(new URL('/metrics', url))).text());
      const { heard, effects } = service.events;
      const steps = series.filter(({ __name__ }) => __name__ === 'flow_steps_missing').length;
      const attempts = (heard.length + effects.length) * (LONG_BUCKETS.length + 3);
      expect(series.length + attempts).toBeLessThanOrEqual(mostAfterAll(name, heard.length, steps));
    },
  );

  it('are all described in docs/operations.md, but for business counters', async () => {
    const described = readFileSync(resolve('docs/operations.md'), 'utf8');
    const names = new Set(
      [...exported.values()].flat().map(({ __name__ = '' }) => __name__.replace(/_(bucket|sum|count)$/, '')),
    );
    const isBusiness = (name: string) =>
      name.endsWith('_total') && !new RegExp(`^${PLATFORM_COUNTERS}$`).test(name);
    expect([...names].filter((name) => !isBusiness(name) && !described.includes(`\`${name}`))).toEqual([]);
  });

  it('lack the series that no service exports', () => {
    const wrong = [
      'rate(http_server_request_total{status="5xx"}[5m])',
      'rate(http_server_requests_total{route="/sign-ups"}[5m])',
      'rate(http_server_request_duration_seconds_bucket{le="0.3"}[5m])',
    ].map((expr) => ({ at: 'here', expr }));
    expect(lintSelectors(wrong, known)).toHaveLength(wrong.length);
  });

  it('carry the name of their service in each series', () => {
    for (const [name, series] of exported) {
      expect(series.filter(({ service }) => service !== name).map(({ __name__ }) => __name__)).toEqual([]);
    }
  });

  it.each(services.map((service) => [service.name, service] as const))(
    'include the circuit of each neighbour and third party of %s',
    (name, service) => {
      expect(withoutCircuit(service, exported.get(name) ?? [])).toEqual([]);
    },
  );

  it('miss the circuit of a third party that is called without limits', () => {
    const email = services.find(({ name }) => name === 'email')!;
    const series = (exported.get('email') ?? []).filter(({ peer }) => peer !== 'smtp');
    expect(withoutCircuit(email, series)).toEqual(['smtp']);
  });

  it.each(services.map(({ name }) => name))('include a business counter of %s', (name) => {
    const isPlatform = new RegExp(`^${PLATFORM_COUNTERS}$`);
    const counters = new Set(
      (exported.get(name) ?? []).map(({ __name__ = '' }) => __name__).filter((one) => one.endsWith('_total')),
    );
    expect([...counters].filter((counter) => !isPlatform.test(counter))).not.toEqual([]);
  });

  it('classify the counters that every service has as counters of the platform', () => {
    const isPlatform = new RegExp(`^${PLATFORM_COUNTERS}$`);
    const countersOf = (series: Series[]) =>
      new Set(series.map(({ __name__ = '' }) => __name__).filter((one) => one.endsWith('_total')));
    const [first = new Set<string>(), ...others] = [...exported.values()].map(countersOf);
    const common = [...first].filter((counter) => others.every((counters) => counters.has(counter)));
    expect(common.filter((counter) => !isPlatform.test(counter))).toEqual([]);
  });
});
