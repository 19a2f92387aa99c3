import type { Service } from '#libs/service';
import { ask } from '#tooling/platform';
import { globSync } from 'node:fs';
import { basename } from 'node:path';

/** Prometheus reads the metrics of every service. */
export async function prometheusScrapes(url: string, names: string[]): Promise<void> {
  const response = await ask(`${url}/api/v1/query?query=up`);
  const { data } = (await response.json()) as {
    data: { result: { metric: { service: string }; value: string[] }[] };
  };
  const up = data.result.filter(({ value }) => value[1] === '1').map(({ metric }) => metric.service);
  const missing = names.filter((name) => !up.includes(name));
  if (missing.length) throw new Error(`Prometheus does not scrape ${missing.join(', ')}`);
}

/** Everything that these services have written about one business process is found by its correlation ID. */
export async function logsAreFound(url: string, correlationId: string, names: string[]): Promise<void> {
  const response = await ask(`${url}/select/logsql/query`, {
    method: 'POST',
    body: new URLSearchParams({ query: `*:${correlationId}` }),
  });
  const found = await response.text();
  // The line of a container is the text of a field here.
  const missing = names.filter((name) => !found.includes(`\\"service\\":\\"${name}\\"`));
  if (missing.length)
    throw new Error(`The log store has no line of ${missing.join(', ')} with ${correlationId}`);
}

/** Each page and each ticket finds a receiver, which tells nobody, because no webhook is set. */
export async function alertmanagerRoutes(url: string, services: Pick<Service, 'owner'>[]): Promise<void> {
  const response = await ask(`${url}/api/v2/status`);
  const { config } = (await response.json()) as { config: { original: string } };
  for (const { owner } of services)
    for (const receiver of [`page-${owner}`, `ticket-${owner}`])
      if (!config.original.includes(`name: ${receiver}`))
        throw new Error(`Alertmanager has no receiver ${receiver}`);
  if (config.original.includes('alert-webhook.invalid'))
    throw new Error('Alertmanager sends alerts to the placeholder of its configuration');
}

/** Every dashboard is provisioned, and every data source that can tell says that it is healthy. */
export async function grafanaShowsAll(url: string, password: string): Promise<void> {
  const read = async <Answer>(path: string): Promise<Answer> => {
    const authorization = `Basic ${Buffer.from(`admin:${password}`).toString('base64')}`;
    const response = await ask(url + path, { headers: { authorization } });
    if (!response.ok)
      throw new Error(`Grafana answers ${path} with ${response.status}: ${await response.text()}`);
    return (await response.json()) as Answer;
  };
  const provisioned = await read<{ uid: string }[]>('/api/search?type=dash-db');
  const files = globSync('observability/generated/grafana/dashboards/*.json');
  const wanted = files.map((file) => `troupe-${basename(file, '.json')}`);
  const missing = wanted.filter((uid) => !provisioned.some((one) => one.uid === uid));
  if (missing.length || !wanted.length) throw new Error(`Grafana has not loaded ${missing.join(', ')}`);
  for (const { uid } of await read<{ uid: string }[]>('/api/datasources')) {
    const { status, message } = await read<{ status: string; message: string }>(
      `/api/datasources/uid/${uid}/health`,
    );
    if (status !== 'OK') throw new Error(`The data source ${uid} of Grafana is not healthy: ${message}`);
  }
}
