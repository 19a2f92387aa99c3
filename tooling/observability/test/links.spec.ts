import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { datasources } from '../src/grafana.js';

/** What a link needs so that the page behind it searches at once. */
const NEEDS: Record<string, { link: RegExp; parameters: string[] }> = {
  // The page of Zipkin's UI; a link without a question mark leads to its start page.
  Zipkin: {
    link: /[^\s"'`<>]*\/zipkin\/\?[^\s"`<>]*(?:<[\w-]+>[^\s"`<>]*)*/g,
    parameters: ['lookback', 'endTs', 'limit'],
  },
  "Zipkin's API": {
    link: /[^\s"'`<>]*\/api\/v2\/traces\?[^\s"`]*/g,
    parameters: ['lookback', 'endTs', 'limit'],
  },
  Grafana: {
    link: /[^\s"'`]*(?:3000|GRAFANA\w*\})\/(?:d|explore)\/?[^\s"'`<>]*/g,
    parameters: ['from', 'to'],
  },
  // Its page reads no other duration than this name, and looks back five minutes without it.
  VictoriaLogs: {
    link: /[^\s"'`]*\/select\/vmui\/#[^\s"'`<>]*/g,
    parameters: ['g0.relative_time', 'query'],
  },
};
const files = execFileSync(
  'git',
  [
    'ls-files',
    '--',
    'docs',
    'observability',
    'README.md',
    'contracts',
    'apps/*/src',
    'libs/*/src',
    'tooling/*/src',
  ],
  { encoding: 'utf8' },
)
  .split('\n')
  .filter((name) => /\.(ts|md|json|ya?ml|html|js)$/.test(name));
const texts = files.map((name) => [name, readFileSync(name, 'utf8')] as const);

function lacking(text: string): string[] {
  return Object.values(NEEDS).flatMap(({ link, parameters }) =>
    (text.match(link) ?? [])
      .filter((url) => !parameters.every((one) => url.includes(`${one}=`)))
      .map((url) => `${url} lacks one of ${parameters.join(', ')}`),
  );
}

describe('a link to Zipkin, Grafana or the log store', () => {
  it('searches at once, wherever it is written or generated', () => {
    expect(texts.flatMap(([name, text]) => lacking(text).map((why) => `${name}: ${why}`))).toEqual([]);
  });

  it('of an exemplar leads to the whole business process, in the time that the panel shows', () => {
    const [prometheus] = datasources().datasources;
    const [, process, lines] = prometheus!.jsonData.exemplarTraceIdDestinations!;
    // Grafana reads $$ as a dollar sign; one alone would be an environment variable.
    expect(process!.url).toBe(
      'http://localhost:9411/zipkin/?annotationQuery=correlation.id%3D$${__value.raw}&lookback=7d&endTs=$${__to}&limit=100',
    );
    expect(lines!.url).toBe(
      'http://localhost:9428/select/vmui/#/?g0.relative_time=last_30_days&query=*:$${__value.raw}',
    );
  });

  it.each([
    'http://127.0.0.1:9411/zipkin/?annotationQuery=correlation.id=<correlation-id>',
    'http://127.0.0.1:9411/api/v2/traces?limit=50',
    'http://127.0.0.1:3000/d/troupe-overview',
    'http://127.0.0.1:9428/select/vmui/#/?g0.range_input=30d&query=*:correlation-id',
  ])('is found when it does not: %s', (url) => {
    expect(lacking(`see "${url}".`)).toHaveLength(1);
  });
});
