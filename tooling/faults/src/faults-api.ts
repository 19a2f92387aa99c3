import { callerProblem, UserError } from '#tooling/platform';
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
  STATUS_CODES,
} from 'node:http';
import { once } from 'node:events';
import type { Faults } from './faults.js';
import type { SignedUp } from './people.js';

/** What the API of faults needs. */
export interface FaultsApiOptions {
  faults: Faults;
  /** The origins of the page that may call it. */
  origins: readonly string[];
  /** Whether an `Authorization` header is that of an operator. */
  isOperator(authorization: string | undefined): Promise<boolean>;
  signUp(): Promise<SignedUp>;
}

interface Answer {
  status: number;
  body?: unknown;
}

const problem = (status: number, code: string, detail: string): Answer => ({
  status,
  body: { type: `urn:troupe:problem:${code}`, title: STATUS_CODES[status], status, detail },
});

const FAULT = /^\/faults\/([a-z0-9-]+)$/;

/**
 * The HTTP API of the launcher, for the operator and for the page of the monitor:
 *
 * - `GET /faults` lists every fault, and whether it is on
 * - `PUT /faults/{name}` turns one on, and `DELETE /faults/{name}` off; both answer with its state
 * - `POST /sign-ups` signs an invented person up
 */
export class FaultsApi {
  private constructor(
    private readonly server: Server,
    private readonly options: FaultsApiOptions,
  ) {}

  /** Listens on the loopback address. @throws Error when the port is in use */
  static async start(port: number, host: string, options: FaultsApiOptions): Promise<FaultsApi> {
    const server = createServer();
    const api = new FaultsApi(server, options);
    server.on('request', (request, response) => void api.answer(request, response));
    await once(server.listen(port, host), 'listening');
    return api;
  }

  /** Waits for a change that is under way: nothing may stay broken because of a stop. */
  async stop(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    await this.options.faults.settled();
    this.server.closeAllConnections();
    await closed;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { origin } = request.headers;
    const wrongCaller = callerProblem(request.headers, this.options.origins);
    if (origin && !wrongCaller) allow(response, origin);
    const { status, body } = wrongCaller
      ? problem(403, 'forbidden', wrongCaller)
      : request.method === 'OPTIONS'
        ? { status: 204 }
        : await this.answerTo(request).catch(problemOf);
    if (status === 401) response.setHeader('www-authenticate', 'Bearer');
    const type = status < 400 ? 'application/json' : 'application/problem+json';
    response.writeHead(status, {
      'cache-control': 'no-store',
      ...(body !== undefined && { 'content-type': type }),
    });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  }

  private async answerTo({ method, url = '/', headers }: IncomingMessage): Promise<Answer> {
    const { faults, isOperator, signUp } = this.options;
    if (!(await isOperator(headers.authorization)))
      return problem(
        401,
        'unauthenticated',
        'Send the token that `npm run operator:token` prints: Authorization: Bearer <token>.',
      );
    const { pathname } = new URL(url, 'http://launcher');
    if (method === 'GET' && pathname === '/faults') return { status: 200, body: { faults: faults.list() } };
    if (method === 'POST' && pathname === '/sign-ups') return { status: 201, body: await signUp() };
    const name = FAULT.exec(pathname)?.[1];
    const known = name === undefined ? undefined : faults.find(name);
    if (!known) return problem(404, 'not-found', `There is no ${pathname}: GET /faults lists the faults.`);
    if (method === 'GET') return { status: 200, body: known };
    if (method === 'PUT') return { status: 200, body: await faults.turnOn(known.name) };
    if (method === 'DELETE') return { status: 200, body: await faults.turnOff(known.name) };
    return problem(405, 'method-not-allowed', 'Use GET, PUT or DELETE.');
  }
}

/** What a browser asks before it sends a token from the page of the monitor. */
function allow(response: ServerResponse, origin: string): void {
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('access-control-allow-methods', 'GET, POST, PUT, DELETE');
  response.setHeader('access-control-allow-headers', 'authorization, content-type');
  response.setHeader('access-control-max-age', '600');
  response.setHeader('vary', 'origin');
}

const problemOf = (error: Error): Answer =>
  error instanceof UserError
    ? problem(409, 'conflict', error.message)
    : problem(500, 'internal', `${error.message || error.name}. The log of the service may tell more.`);
