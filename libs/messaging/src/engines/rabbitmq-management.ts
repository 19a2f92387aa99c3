import { whyManagementAway } from './rabbitmq-away.js';
import type { Binding } from './rabbitmq-bindings.js';
import { explained, isExplained } from './rabbitmq-tls.js';
import type { RabbitmqUrl } from './rabbitmq-url.js';

/** The management API refused a request. */
export class ManagementError extends Error {
  override name = 'ManagementError';

  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** A queue, as the management API tells of it. */
export interface FoundQueue {
  name: string;
  policy?: string | null;
  operator_policy?: string | null;
  effective_policy_definition?: Record<string, unknown>;
  /** Messages that RabbitMQ has yet to send to the queue's dead-letter exchange: no consumer gets them. */
  messages_dlx?: number;
}

export const namesOf = (queues: readonly FoundQueue[]): ReadonlySet<string> =>
  new Set(queues.map(({ name }) => name));

/** The management API of RabbitMQ, within one virtual host. */
export class RabbitmqManagement {
  private readonly authorization: string;
  /** Which node is asked first. */
  private at = 0;

  /** @param answerMs longest wait for an answer */
  constructor(
    private readonly url: RabbitmqUrl,
    private readonly answerMs: number,
  ) {
    this.authorization = `Basic ${Buffer.from(`${url.user}:${url.password}`).toString('base64')}`;
  }

  /** @throws RabbitmqAway when the API does not answer, or TlsFailure when TLS is the reason @throws ManagementError when it refuses */
  async get<T>(...path: string[]): Promise<T> {
    return (await (await this.request('GET', path)).json()) as T;
  }

  /** What `get` finds; undefined when there is nothing. @throws as `get` does */
  async find<T>(...path: string[]): Promise<T | undefined> {
    return this.get<T>(...path).catch((error: unknown) => {
      if (error instanceof ManagementError && error.status === 404) return undefined;
      throw error;
    });
  }

  /** All queues. What it counts is some seconds old. @throws as `get` does */
  queues(): Promise<FoundQueue[]> {
    return this.get<FoundQueue[]>('queues', this.url.vhost);
  }

  /** All bindings. @throws as `get` does */
  bindings(): Promise<Binding[]> {
    return this.get<Binding[]>('bindings', this.url.vhost);
  }

  /** Creates something, or leaves it as it is. @returns whether it is new */
  async put(path: string[], body: object = {}): Promise<boolean> {
    return (await this.request('PUT', path, body)).status === 201;
  }

  /** Adds something without a name of its own, such as a binding; again is no error. */
  async post(path: string[], body: object): Promise<void> {
    await this.request('POST', path, body);
  }

  /** @returns whether there was something to delete */
  async delete(...path: string[]): Promise<boolean> {
    try {
      await this.request('DELETE', path);
      return true;
    } catch (error) {
      if ((error as ManagementError).status === 404) return false;
      throw error;
    }
  }

  private async request(method: string, path: string[], body?: object): Promise<Response> {
    const response = await this.send(method, path, body);
    if (response.ok) return response;
    const { reason = response.statusText } = (await response.json().catch(() => ({}))) as {
      reason?: unknown;
    };
    const login = response.status === 401 ? '; check user and password in the URL' : '';
    throw new ManagementError(
      response.status,
      `RabbitMQ refuses ${method} ${path.join('/')}: ${typeof reason === 'string' ? reason : JSON.stringify(reason)}${login}`,
    );
  }

  /** Asks one node after the other until one answers, and begins with the one that answered last. */
  private async send(method: string, path: string[], body?: object): Promise<Response> {
    const { managements } = this.url;
    const first = this.at;
    let cause: unknown;
    for (let tries = 0; tries < managements.length; tries++) {
      const at = (first + tries) % managements.length;
      try {
        const response = await this.sendTo(managements[at]!, method, path, body);
        this.at = at;
        return response;
      } catch (error) {
        cause = explained(error, managements[at]!);
      }
    }
    if (isExplained(cause)) throw cause;
    throw whyManagementAway(cause, managements);
  }

  private sendTo(management: string, method: string, path: string[], body?: object): Promise<Response> {
    return fetch(`${management}/api/${path.map(encodeURIComponent).join('/')}`, {
      method,
      headers: { authorization: this.authorization, 'content-type': 'application/json' },
      body: body ? JSON.stringify(body) : null,
      signal: AbortSignal.timeout(this.answerMs),
    });
  }
}
