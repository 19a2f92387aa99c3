import { ConstantBackoff, handleWhen, retry } from 'cockatiel';
import { ANSWER_MS, ask, causeOf, isUrlOf, UserError } from '#tooling/platform';

/** Where a Pact Broker is and how to log in; the names are those of Pact's own tools. */
export interface BrokerEnvironment {
  PACT_BROKER_BASE_URL: string;
  /** If both are set, the token is used and not the user name. */
  PACT_BROKER_TOKEN?: string | undefined;
  PACT_BROKER_USERNAME?: string | undefined;
  PACT_BROKER_PASSWORD?: string | undefined;
}

/** What a call sends. */
interface Call {
  body?: object;
  /** The parameters behind the path. */
  query?: [name: string, value: string][];
}

/** How a broker is called. */
interface BrokerCalls {
  /** Milliseconds until a call has failed. */
  answerMs: number;
  /** Milliseconds before another attempt. */
  pauseMs: number;
  /** Tells of another attempt. */
  tell: (line: string) => void;
}

/** How often a call is repeated that failed for a reason that may pass. */
const REPEATS = 2;
/** Statuses of a broker, or a proxy before it, that is starting or busy. */
const PASSING = [429, 502, 503, 504];
/** Error codes of TLS: OpenSSL's names of what is wrong with a certificate (`man verify`), and Node's. */
const CERTIFICATE = /CERT|UNABLE_TO_|ISSUER/;

/** A call that failed. */
class BrokerError extends UserError {
  constructor(
    message: string,
    readonly mayPass: boolean,
    readonly status?: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The HTTP API of a Pact Broker (https://docs.pact.io/pact_broker/api), for every command. */
export class BrokerHttp {
  private readonly calls: BrokerCalls;

  constructor(
    private readonly env: BrokerEnvironment,
    calls: Partial<BrokerCalls> = {},
  ) {
    this.calls = { answerMs: ANSWER_MS, pauseMs: 1000, tell: console.error, ...calls };
  }

  /**
   * Calls a resource. What cannot be reached or is busy is tried again; no call has another effect when it is repeated.
   * @param resource its URL, or the segments of its path
   * @returns the parsed body, or undefined when it is empty
   * @throws UserError with the URL and the cause
   */
  async call(method: string, resource: string | string[], call: Call = {}): Promise<unknown> {
    const url = this.urlOf(resource, call.query);
    const again = retry(
      handleWhen((error) => error instanceof BrokerError && error.mayPass),
      { maxAttempts: REPEATS, backoff: new ConstantBackoff(this.calls.pauseMs) },
    );
    again.onRetry((reason) => {
      if ('error' in reason) this.calls.tell(`${(reason.error as Error).message} Trying again.`);
    });
    return again.execute(() => this.attempt(method, url, call.body));
  }

  /** Calls a resource as `call` does; undefined when there is none. */
  async find(method: string, resource: string | string[], call: Call = {}): Promise<unknown> {
    try {
      return await this.call(method, resource, call);
    } catch (error) {
      if (error instanceof BrokerError && error.status === 404) return undefined;
      throw error;
    }
  }

  private async attempt(method: string, url: string, body?: object): Promise<unknown> {
    const what = `${method} ${url}`;
    const headers = {
      Accept: 'application/hal+json',
      'Content-Type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json',
      Connection: 'close', // a kept connection may be gone after minutes of git
      ...this.authorization(),
    };
    const { answerMs } = this.calls;
    try {
      const request = { method, headers, ...(body && { body: JSON.stringify(body) }) };
      const response = await ask(url, request, answerMs);
      const text = await response.text();
      if (!response.ok) throw refusal(response.status, what, text);
      return text ? parsed(text, what) : undefined;
    } catch (error) {
      throw error instanceof BrokerError ? error : failure(error as Error, what, answerMs);
    }
  }

  private urlOf(resource: string | string[], query: Call['query'] = []): string {
    const { PACT_BROKER_BASE_URL: given } = this.env;
    if (!isUrlOf(given, 'http', 'https'))
      throw new UserError(
        `PACT_BROKER_BASE_URL takes a URL such as https://broker.example.com, not "${given}".`,
      );
    const base = given.replace(/\/$/, '');
    const url =
      typeof resource === 'string' ? resource : `${base}/${resource.map(encodeURIComponent).join('/')}`;
    return query.length ? `${url}?${new URLSearchParams(query).toString()}` : url;
  }

  private authorization(): Record<string, string> {
    const { PACT_BROKER_TOKEN: token, PACT_BROKER_USERNAME: name, PACT_BROKER_PASSWORD: password } = this.env;
    if (token) return { Authorization: `Bearer ${token}` };
    if (!name) return {};
    return { Authorization: `Basic ${Buffer.from(`${name}:${password ?? ''}`).toString('base64')}` };
  }
}

function refusal(status: number, what: string, text: string): BrokerError {
  const said = text.replaceAll(/\s+/g, ' ').slice(0, 500);
  const advice = [401, 403].includes(status)
    ? ' Check PACT_BROKER_TOKEN, or PACT_BROKER_USERNAME and PACT_BROKER_PASSWORD.'
    : '';
  const message = `The Pact Broker answers ${status} to ${what}: ${said || 'it says nothing more.'}${advice}`;
  return new BrokerError(message, PASSING.includes(status), status);
}

/** Why no answer came: an error without a cause says that it took too long. */
function failure(error: Error, what: string, answerMs: number): BrokerError {
  const options = { cause: error };
  const reason = causeOf(error);
  if (reason === error)
    return new BrokerError(
      `The Pact Broker did not answer ${what} within ${answerMs / 1000} seconds: it is too slow, or out of reach.`,
      false,
      undefined,
      options,
    );
  const isCertificate = CERTIFICATE.test(reason.code ?? '');
  const advice = isCertificate
    ? 'Set NODE_EXTRA_CA_CERTS to the file with the certificate of its authority.'
    : 'Check PACT_BROKER_BASE_URL, and that the broker runs.';
  const message = `The Pact Broker cannot be reached by ${what}: ${reason.message || reason.code}. ${advice}`;
  return new BrokerError(message, !isCertificate, undefined, options);
}

function parsed(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new BrokerError(
      `The answer to ${what} is not JSON, so this is no Pact Broker, or a proxy answers for it: ${text.slice(0, 100)}. Check PACT_BROKER_BASE_URL.`,
      false,
      undefined,
      { cause },
    );
  }
}
