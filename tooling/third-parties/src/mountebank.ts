import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const HOST = '127.0.0.1';

/** An imposter as Mountebank's API takes it (https://www.mbtest.org/docs/api/contracts). */
export interface Imposter {
  protocol: 'http' | 'smtp' | 'tcp';
  /** By default a free one. */
  port?: number;
  name?: string;
  recordRequests?: boolean;
  defaultResponse?: object;
  stubs?: object[];
}

/** An imposter that listens. */
export interface RunningImposter {
  port: number;
  url: string;
  /** What it was sent since it started, oldest first; empty unless it has `recordRequests`. */
  requests<Request = Record<string, any>>(): Promise<Request[]>;
  /** From now on it answers by these stubs. */
  replace(stubs: object[]): Promise<void>;
  /** Its stubs, each with its `matches` since it answers by them; none unless Mountebank was started with `debug`. */
  stubs<Stub>(): Promise<Stub[]>;
}

/** Somebody the platform does not own, played by an imposter. */
export interface ThirdParty {
  /** What a service's configuration calls it: `outside(name, …)`. */
  name: string;
  /** What people call it. */
  title: string;
  /** What it is sent, as a word for a command: `npm run mails`. */
  receives: string;
  /** The port it has in the embedded run. */
  port: number;
  imposter: Imposter;
  /** One line, or a few, about a request that arrived. */
  show(request: Record<string, any>): string;
}

interface Start {
  port?: number;
  debug?: boolean;
  logFile?: string;
}

/** Where an imposter answers, by default on this machine. Mountebank offers STARTTLS with a certificate that has expired: mailers leave it alone. */
export const urlOf = ({ protocol }: Imposter, port: number, host = HOST): string =>
  `${protocol}://${host}:${port}${protocol === 'smtp' ? '?ignoreTLS=true' : ''}`;

/** Mountebank inside this process, on the loopback address only; one at a time, because it keeps its protocols once. */
export class Mountebank {
  private static isThere = false;

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  /**
   * @param options.port the port of its own API; by default a free one
   * @param options.debug whether it keeps what each stub answered
   * @param options.logFile where it writes what it cannot do; by default to the terminal
   * @throws Error when the port is taken, or this process has one already: new imposters of that one would be empty
   */
  static async start({ port = 0, debug = false, logFile }: Start = {}): Promise<Mountebank> {
    if (Mountebank.isThere)
      throw new Error('this process has a Mountebank already: add the imposter to that one');
    const transports = logFile
      ? { file: { path: logFile, format: 'json' } }
      : { console: { format: 'simple' } };
    // Its own create() takes a port that is not free for success, so the server around it is ours.
    const createApp = await load();
    const app = await createApp({
      port,
      host: HOST,
      localOnly: true,
      origin: false,
      debug,
      log: { level: 'error', transports },
    });
    // It would stop its imposters when the process exits, with a listener for each start: stop() does it.
    for (const listener of process.listeners('exit'))
      if (String(listener).includes('stopAllSync')) process.off('exit', listener);
    const server = createServer(app).listen(port, HOST);
    await once(server, 'listening');
    Mountebank.isThere = true;
    return new Mountebank(server, `http://${HOST}:${(server.address() as AddressInfo).port}`);
  }

  /** @throws Error saying what Mountebank has against the imposter */
  async add(imposter: Imposter): Promise<RunningImposter> {
    const { port } = await this.call<{ port: number }>('POST', '/imposters', imposter);
    const path = `/imposters/${port}`;
    return {
      port,
      url: urlOf(imposter, port),
      requests: async <Request>() => (await this.call<{ requests: Request[] }>('GET', path)).requests,
      replace: async (stubs) => void (await this.call('PUT', `${path}/stubs`, { stubs })),
      stubs: async <Stub>() => (await this.call<{ stubs: Stub[] }>('GET', path)).stubs,
    };
  }

  /** Ends the imposters, too: the server alone leaves them listening. */
  async stop(): Promise<void> {
    await this.call('DELETE', '/imposters');
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
    Mountebank.isThere = false;
  }

  private async call<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(this.url + path, { method, headers, body: body && JSON.stringify(body) });
    const text = await response.text();
    if (!response.ok) throw new Error(`Mountebank refuses ${method} ${path}: ${text}`);
    return JSON.parse(text) as Answer;
  }
}

/** Mountebank switches the verification of certificates off for the whole process that loads it: this undoes it. */
async function load() {
  // oxlint-disable node/no-process-env -- the very variable is the harm
  const { NODE_TLS_REJECT_UNAUTHORIZED: given } = process.env;
  const { createApp } = await import('mountebank');
  if (given === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
  else process.env.NODE_TLS_REJECT_UNAUTHORIZED = given;
  // oxlint-enable node/no-process-env
  return createApp;
}
