import { sleep } from 'k6';
import exec from 'k6/execution';
import http, { type RefinedResponse } from 'k6/http';

/** The public API of the platform. */
const TARGET = `${__ENV.TARGET}/api`;
const POLL_S = 0.02;
const DEADLINE_MS = 10_000;

/** The name of the run, which is in the correlation ID of each journey. */
export const RUN = __ENV.RUN ?? '';

export type Response = RefinedResponse<'text'>;

/** What a request has besides its method and its path. */
interface Request {
  /** Values for the parameters of the path: `{customerId}`. */
  path?: Record<string, string>;
  query?: Record<string, string>;
  body?: object;
  token?: string;
  headers?: Record<string, string>;
  /** Its name in the objectives of `observability/slo.yaml`, and in the report. */
  step?: string;
  /** The statuses that are no failure; by default those below 400. */
  expected?: number[];
}

/** One business process of a load test: its requests have one correlation ID, and are in one sampled trace. */
export class Journey {
  readonly correlationId = `k6-${RUN}-${hex(8)}`;
  private readonly headers;

  constructor() {
    const traceId = hex(16);
    this.headers = {
      'content-type': 'application/json',
      'x-correlation-id': this.correlationId,
      traceparent: `00-${traceId}-${hex(8)}-01`,
    };
    // By these, the report finds the process behind a slow sample.
    exec.vu.metrics.metadata.correlation_id = this.correlationId;
    exec.vu.metrics.metadata.trace_id = traceId;
  }

  get(route: string, request: Request = {}): Response {
    return http.get(urlOf(route, request), this.paramsOf(`GET ${route}`, request));
  }

  post(route: string, { body, ...request }: Request): Response {
    const text = body && JSON.stringify(body);
    return http.post(urlOf(route, request), text, this.paramsOf(`POST ${route}`, request));
  }

  /** Begins to read what never ends, and leaves after some milliseconds, which k6 reports with the status 0. */
  async readFor(ms: number, route: string): Promise<string> {
    const params = { ...this.paramsOf(`GET ${route}`, { expected: [0] }), timeout: ms };
    const { body } = await http.asyncRequest('GET', urlOf(route, {}), null, params);
    return typeof body === 'string' ? body : '';
  }

  private paramsOf(name: string, { token, headers, step = name, expected }: Request) {
    return {
      headers: { ...this.headers, ...(token && { authorization: `Bearer ${token}` }), ...headers },
      tags: { name, step },
      responseCallback: expected
        ? http.expectedStatuses(...expected)
        : http.expectedStatuses({ min: 200, max: 399 }),
    };
  }
}

/** Repeats a request until its response is the wanted one, or 10 s have passed. @returns the last response */
export function until(isWanted: (response: Response) => boolean, send: () => Response): Response {
  const deadline = Date.now() + DEADLINE_MS;
  let response = send();
  while (!isWanted(response) && Date.now() < deadline) {
    sleep(POLL_S);
    response = send();
  }
  return response;
}

/** Random lower-case hexadecimal digits, two for each byte. */
function hex(bytes: number): string {
  const random = crypto.getRandomValues(new Uint8Array(bytes));
  return Array.from(random, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function urlOf(route: string, { path = {}, query = {} }: Request): string {
  const filled = route.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(path[name] ?? ''));
  const search = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return TARGET + filled + (search.length ? `?${search.join('&')}` : '');
}
