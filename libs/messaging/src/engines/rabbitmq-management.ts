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

/** Nobody answers where the management API of RabbitMQ should. */
class ManagementAway extends Error {
  override name = 'ManagementAway';
}

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

  /** @throws ManagementAway when the API does not answer, or TlsFailure when TLS is the reason @throws ManagementError when it refuses */
  async get<T>(...path: string[]): Promise<T> {
    return (await (await this.request('GET', path)).json()) as T;
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
    throw new ManagementError(
      response.status,
      `RabbitMQ refuses ${method} ${path.join('/')}: ${typeof reason === 'string' ? reason : JSON.stringify(reason)}`,
    );
  }

  /** Asks one node after the other until one answers, and begins with the one that answered last. */
  private async send(method: string, path: string[], body?: object): Promise<Response> {
    const { managements } = this.url;
    let cause: unknown;
    for (let tries = 0; tries < managements.length; tries++) {
      try {
        return await this.sendTo(managements[this.at]!, method, path, body);
      } catch (error) {
        cause = explained(error, managements[this.at]!);
        this.at = (this.at + 1) % managements.length;
      }
    }
    if (isExplained(cause)) throw cause;
    const [form] = managements[0]!.split('://');
    throw new ManagementAway(
      `the management API of RabbitMQ does not answer at ${managements.join(', ')}: enable its plugin (rabbitmq-plugins enable rabbitmq_management), or name its address in the URL (?management=${form}://host:port)`,
      { cause },
    );
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
