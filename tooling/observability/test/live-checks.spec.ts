import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { artefactsOf, slosOf } from '../src/artefacts.js';
import { panelFindings, objectiveFindings, ruleFindings, variableFindings } from '../src/live-checks.js';
import { PrometheusApi } from '../src/prometheus-api.js';
import { rulesOf } from '../src/rules.js';

const slos = slosOf(resolve('.'));
const rules = rulesOf(slos);
const artefacts = artefactsOf(slos, []);
const dashboard = JSON.parse(artefacts['grafana/dashboards/service.json'] ?? '') as Dashboard;
const allRules = rules.groups.flatMap((group) => group.rules).map(() => ({ name: 'a rule', health: 'ok' }));

/** The responses of a Prometheus that finds nothing wrong, by endpoint. */
const HEALTHY: Record<string, unknown> = {
  query_range: {
    result: [
      {
        values: [
          [1, 'NaN'],
          [2, '1'],
        ],
      },
    ],
  },
  query: { result: [] },
  query_exemplars: [{ exemplars: [{ labels: { trace_id: 'a', correlation_id: 'b' } }] }],
  'label/service/values': ['loyalty', 'signup'],
  rules: { groups: [{ rules: allRules }] },
};

describe('a live check', () => {
  let responses: Record<string, unknown>;
  let server: Server;
  let api: PrometheusApi;

  beforeEach(async () => {
    responses = { ...HEALTHY };
    server = createServer(({ url = '' }, response) => {
      const [, endpoint = ''] = /^\/api\/v1\/([^?]+)/.exec(url) ?? [];
      response.end(
        JSON.stringify(
          endpoint in responses ? { status: 'success', data: responses[endpoint] } : { status: 'error' },
        ),
      );
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    api = new PrometheusApi(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  });
  afterEach(() => void server.close());

  const panels = async () => [...(await panelFindings(dashboard, api)).values()].flat();

  it('finds nothing on a healthy platform', async () => {
    expect(await panels()).toEqual([]);
    expect(await variableFindings(dashboard, ['loyalty', 'signup'], api)).toEqual([]);
    expect(await ruleFindings(rules, api)).toEqual([]);
    expect(await objectiveFindings(slos, api)).toEqual([]);
  });

  it.each([
    ['no series', { result: [] }],
    ['a series without a number', { result: [{ values: [[1, 'NaN']] }] }],
  ])('finds a panel with %s', async (_, answer) => {
    responses.query_range = answer;
    expect(await panels()).toContainEqual(expect.stringContaining('returns no data'));
  });

  it('finds an objective that is not measured', async () => {
    responses.query_range = { result: [] };
    expect(await objectiveFindings(slos, api)).toHaveLength(slos.length);
  });

  it('finds exemplars without a correlation ID', async () => {
    responses.query_exemplars = [{ exemplars: [{ labels: { trace_id: 'a' } }] }];
    expect(await panels()).toContainEqual(expect.stringContaining('no exemplar'));
  });

  it('finds a service that the variable does not offer', async () => {
    expect(await variableFindings(dashboard, ['email', 'loyalty'], api)).toEqual([
      '$service does not offer email',
    ]);
  });

  it('finds rules that are missing or cannot be evaluated', async () => {
    responses.rules = { groups: [{ rules: [{ name: 'one', health: 'err', lastError: 'many-to-many' }] }] };
    expect(await ruleFindings(rules, api)).toEqual([
      expect.stringContaining(`1 of ${allRules.length}`),
      expect.stringContaining('many-to-many'),
    ]);
  });

  it('finds an alert that Prometheus rejects', async () => {
    delete responses.query;
    await expect(ruleFindings(rules, api)).rejects.toThrow('rejects query');
  });
});
