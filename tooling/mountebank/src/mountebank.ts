import { ask } from '#tooling/platform';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { forOwnCallers, KEY_HEADER } from './own-callers.js';

const LOOPBACK = '127.0.0.1';
const KEY_BYTES = 32;

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
  /** The requests that it received since it started, oldest first; empty unless it has `recordRequests`. */
  requests<Request = Record<string, any>>(): Promise<Request[]>;
  /** Replaces its stubs. */
  replace(stubs: object[]): Promise<void>;
  /** Its stubs, each with its `matches` since they were set; none unless Mountebank was started with `debug`. */
  stubs<Stub>(): Promise<Stub[]>;
  /** Nothing listens on its port any more, and its requests are forgotten. */
  stop(): Promise<void>;
}

/** How to start Mountebank. */
export interface MountebankOptions {
  /** The address that it and its imposters listen on. By default the loopback address, and it refuses other clients. */
  host?: string;
  /** The port of its own API; by default a free one. */
  port?: number;
  /** Whether it keeps what each stub answered. */
  debug?: boolean;
  /** The file that it logs errors to; by default the terminal. */
  logFile?: string;
}

/**
 * The URL of an imposter, by default on this machine. Mountebank offers STARTTLS with a certificate that has expired, so
 * mailers ignore TLS.
 */
export const urlOf = ({ protocol }: Imposter, port: number, host = LOOPBACK): string =>
  `${protocol}://${host}:${port}${protocol === 'smtp' ? '?ignoreTLS=true' : ''}`;

/** Mountebank inside this process. Only one can run at a time, because its protocols are global state. */
export class Mountebank {
  private static isRunning = false;

  private constructor(
    private readonly server: Server,
    readonly url: string,
    private readonly key: string,
  ) {}

  /**
   * Starts Mountebank and its API.
   * @throws Error when the port is in use, or when this process runs one already: a second one would lose its imposters
   */
  static async start({ host = LOOPBACK, port = 0, ...options }: MountebankOptions = {}): Promise<Mountebank> {
    if (Mountebank.isRunning)
      throw new Error('This process runs a Mountebank already: add the imposter to that one.');
    const key = randomBytes(KEY_BYTES).toString('base64url');
    // Mountebank's own create() reports success on a port that is in use, so this class makes the server.
    const app = forOwnCallers(await createApp(host, port, options), key);
    const server = createServer(app).listen(port, host);
    await once(server, 'listening');
    Mountebank.isRunning = true;
    return new Mountebank(server, `http://${LOOPBACK}:${(server.address() as AddressInfo).port}`, key);
  }

  /** Starts an imposter. @throws Error with Mountebank's reason when it refuses the imposter */
  async add(imposter: Imposter): Promise<RunningImposter> {
    const { port } = await this.call<{ port: number }>('POST', '/imposters', imposter);
    const path = `/imposters/${port}`;
    return {
      port,
      url: urlOf(imposter, port),
      requests: async <Request>() => (await this.call<{ requests: Request[] }>('GET', path)).requests,
      replace: async (stubs) => void (await this.call('PUT', `${path}/stubs`, { stubs })),
      stubs: async <Stub>() => (await this.call<{ stubs: Stub[] }>('GET', path)).stubs,
      stop: async () => void (await this.call('DELETE', path)),
    };
  }

  /** Stops the imposters and the server; the end of the server alone would leave the imposters listening. */
  async stop(): Promise<void> {
    await this.call('DELETE', '/imposters');
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
    Mountebank.isRunning = false;
  }

  private async call<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const headers = { 'content-type': 'application/json', [KEY_HEADER]: this.key };
    const response = await ask(this.url + path, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`Mountebank refuses ${method} ${path}: ${text}`);
    return JSON.parse(text) as Answer;
  }
}

async function createApp(host: string, port: number, { debug = false, logFile }: MountebankOptions) {
  const mountebank = await loadMountebank();
  const app = await mountebank.createApp({
    port,
    host,
    localOnly: host === LOOPBACK,
    allowInjection: true, // imposters may have code; nobody but this process adds one
    origin: false,
    debug,
    log: {
      level: 'error',
      transports: logFile ? { file: { path: logFile, format: 'json' } } : { console: { format: 'simple' } },
    },
  });
  // With each app it adds a listener that stops imposters when the process exits; `stop` does that here.
  for (const listener of process.listeners('exit'))
    if (String(listener).includes('stopAllSync')) process.off('exit', listener);
  return app;
}

/** Loading Mountebank switches the verification of certificates off for the whole process: this undoes it. */
async function loadMountebank() {
  // oxlint-disable node/no-process-env -- Mountebank sets this very variable
  const { NODE_TLS_REJECT_UNAUTHORIZED: before } = process.env;
  const mountebank = await import('mountebank');
  if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
  else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before;
  // oxlint-enable node/no-process-env
  return mountebank;
}
