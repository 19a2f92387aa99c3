import type { BrokerEnvironment } from '#tooling/pacts';
import { ANSWER_MS, UserError } from '#tooling/platform';

/** The HTTP API of a Pact Broker (https://docs.pact.io/pact_broker/api). */
export class BrokerHttp {
  constructor(private readonly env: BrokerEnvironment) {}

  /**
   * Calls a resource.
   * @param resource its URL, or the segments of its path
   * @returns the parsed body, or undefined when it is empty
   * @throws UserError with the broker's status and text, unless the status is 2xx
   */
  async call(method: string, resource: string | string[], body?: object): Promise<unknown> {
    const url = typeof resource === 'string' ? resource : this.urlOf(resource);
    const headers = {
      Accept: 'application/hal+json',
      'Content-Type': 'application/json',
      Connection: 'close', // a kept connection may be gone after minutes of git, and a POST is not repeated
      ...this.authorization(),
    };
    const response = await fetch(url, {
      method,
      headers,
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    const text = await response.text();
    if (!response.ok)
      throw new UserError(
        `The Pact Broker answers ${response.status} to ${method} ${url}: ${text}. Check PACT_BROKER_BASE_URL and the credentials.`,
      );
    return text ? JSON.parse(text) : undefined;
  }

  private urlOf(segments: string[]): string {
    const base = this.env.PACT_BROKER_BASE_URL.replace(/\/$/, '');
    return `${base}/${segments.map(encodeURIComponent).join('/')}`;
  }

  private authorization(): Record<string, string> {
    const { PACT_BROKER_TOKEN: token, PACT_BROKER_USERNAME: name, PACT_BROKER_PASSWORD: password } = this.env;
    if (token) return { Authorization: `Bearer ${token}` };
    if (!name) return {};
    return { Authorization: `Basic ${Buffer.from(`${name}:${password ?? ''}`).toString('base64')}` };
  }
}
