import { ask } from '#tooling/platform';
import type { Series } from './promql.js';

/** A series with its values: one of an instant query, several of a range. */
interface Row {
  metric: Series;
  value?: [number, string];
  values?: [number, string][];
}

interface Exemplars {
  exemplars: { labels: Series }[];
}

interface Group {
  rules: { name: string; health: string; lastError?: string }[];
}

/** A client for Prometheus' HTTP API (https://prometheus.io/docs/prometheus/latest/querying/api/). */
export class PrometheusApi {
  constructor(private readonly url: string) {}

  async ready(): Promise<true> {
    const { status } = await ask(new URL('/-/ready', this.url));
    if (status !== 200)
      throw new Error(`Prometheus at ${this.url} is not ready: /-/ready answers ${status}.`);
    return true;
  }

  /** The values of an expression in the last `seconds`, without NaN. */
  async numbers(query: string, seconds: number): Promise<number[]> {
    const end = Date.now() / 1000;
    const range = { query, start: String(end - seconds), end: String(end), step: '1' };
    const { result } = await this.get<{ result: Row[] }>('query_range', range);
    return result
      .flatMap(({ values = [] }) => values.map(([, value]) => Number(value)))
      .filter((one) => !Number.isNaN(one));
  }

  /** Evaluates an expression; no result is fine. @throws Error when Prometheus rejects it */
  async evaluate(query: string): Promise<void> {
    await this.get('query', { query });
  }

  /** The labels of the exemplars of an expression in the last `seconds`. */
  async exemplars(query: string, seconds: number): Promise<Series[]> {
    const end = Date.now() / 1000;
    const found = await this.get<Exemplars[]>('query_exemplars', {
      query,
      start: String(end - seconds),
      end: String(end),
    });
    return found.flatMap(({ exemplars }) => exemplars.map(({ labels }) => labels));
  }

  /** The values of a label, like Grafana's `label_values(selector, label)`. */
  labelValues(label: string, selector: string): Promise<string[]> {
    return this.get<string[]>(`label/${label}/values`, { 'match[]': selector });
  }

  /** Every loaded rule, with the result of its last evaluation. */
  async rules(): Promise<Group['rules']> {
    const { groups } = await this.get<{ groups: Group[] }>('rules', {});
    return groups.flatMap(({ rules }) => rules);
  }

  /** The alerts that fire, by their labels. */
  async firing(): Promise<Series[]> {
    const { alerts } = await this.get<{ alerts: { state: string; labels: Series }[] }>('alerts', {});
    return alerts.filter(({ state }) => state === 'firing').map(({ labels }) => labels);
  }

  private async get<Data>(path: string, parameters: Record<string, string>): Promise<Data> {
    const url = new URL(`/api/v1/${path}?${new URLSearchParams(parameters).toString()}`, this.url);
    const response = await ask(url);
    const { status, error, data } = (await response.json()) as { status: string; error?: string; data: Data };
    if (status !== 'success') throw new Error(`Prometheus rejects ${path}: ${error}`);
    return data;
  }
}
