import { ask } from '#tooling/platform';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { BrokerRecords } from './broker-records.js';

/** An answer: a status, and a body as JSON or text. */
type Answer = [status: number, body?: unknown];
type Route = [
  method: string,
  path: string,
  handle: (ids: string[], body: any, query: URLSearchParams) => Answer,
];

/** How long whoever a webhook calls may take, in milliseconds. */
const WEBHOOK_MS = 10_000;

const OK = (body: unknown): Answer => [200, body];
const MISSING: Answer = [404, { error: 'The requested document was not found on this server.' }];
const orMissing = (body: unknown): Answer => (body === undefined ? MISSING : OK(body));

/**
 * The part of a Pact Broker's HTTP API that the commands use, in memory, with the answers of version 2.120. A stand-in
 * for tests: `contract-store.spec.ts` holds it to the same suite as a real broker.
 */
export class FakeBroker {
  readonly records = new BrokerRecords();
  /** The requests that came, such as `GET /environments`. */
  readonly requests: string[] = [];
  readonly authorizations: (string | undefined)[] = [];
  /** Answers instead of the broker while it returns something. */
  trouble: (request: string) => Answer | 'reset' | 'silence' | undefined = () => undefined;
  private readonly server;

  private constructor(private readonly tls?: { key: string; cert: string }) {
    const serve = (incoming: IncomingMessage, outgoing: ServerResponse) =>
      void this.serve(incoming, outgoing);
    this.server = tls ? createTlsServer(tls, serve) : createServer(serve);
  }

  /** @param tls what it proves itself with, as PEM; without it, it speaks HTTP */
  static async start(tls?: { key: string; cert: string }): Promise<FakeBroker> {
    const broker = new FakeBroker(tls);
    await once(broker.server.listen(0, '127.0.0.1'), 'listening');
    return broker;
  }

  get url(): string {
    return `${this.tls ? 'https' : 'http'}://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  private readonly routes: Route[] = [
    ['GET', 'environments', () => OK({ _embedded: { environments: this.records.environments } })],
    ['POST', 'environments', (_, body) => [201, this.records.addEnvironment(body)]],
    ['DELETE', 'environments/*', ([uuid = '']) => [204, this.records.removeEnvironment(uuid)]],
    ['POST', 'contracts/publish', (_, body) => this.publish(body)],
    ['PUT', 'webhooks/*', (_, body) => [201, this.records.webhooks.push(body)]],
    [
      'POST',
      'pacts/provider/*/for-verification',
      ([provider = ''], body) => orMissing(this.records.forVerification(provider, body, this.url)),
    ],
    [
      'GET',
      'pacts/provider/*/consumer/*/pact-version/*/metadata/*',
      ([provider = '', consumer = '', hash = '']) =>
        orMissing(this.records.pactByHash(consumer, provider, hash)),
    ],
    [
      'GET',
      'pacts/provider/*/consumer/*/version/*',
      ([provider = '', consumer = '', number = '']) =>
        orMissing(this.records.pactOf(consumer, provider, number)),
    ],
    [
      'POST',
      'pacts/provider/*/consumer/*/pact-version/*/verification-results',
      ([provider = '', consumer = '', hash = ''], body) =>
        this.records.addResult(consumer, provider, hash, body),
    ],
    ['GET', 'results/*', ([at]) => orMissing(this.records.results[Number(at)])],
    [
      'GET',
      'pacticipants/*/versions/*',
      ([name = '', number = '']) => orMissing(this.records.version(name, number)),
    ],
    [
      'PUT',
      'pacticipants/*/branches/*/versions/*',
      ([name = '', branch = '', number = '']) => OK(this.records.addToBranch(name, branch, number)),
    ],
    [
      'GET',
      'pacticipants/*/branches/*',
      ([name = '', branch = '']) => orMissing(this.records.branch(name, branch)),
    ],
    [
      'DELETE',
      'pacticipants/*/branches/*',
      ([name = '', branch = '']) => {
        this.records.deleteBranch(name, branch);
        return [204];
      },
    ],
    [
      'POST',
      'pacticipants/*/versions/*/deployed-versions/environment/*',
      ([name = '', number = '', uuid = '']) =>
        this.records.deploy(name, number, uuid) ? [201, {}] : MISSING,
    ],
    [
      'GET',
      'environments/*/deployed-versions/currently-deployed',
      ([uuid = '']) => OK(this.records.deployedIn(uuid, this.url)),
    ],
    ['PATCH', 'deployed-versions/*', ([uuid = '']) => OK(this.records.undeploy(uuid))],
    ['GET', 'matrix', (_ids, _body, query) => this.records.matrix(query, this.url)],
  ];

  private publish(body: any): Answer {
    const answer = this.records.publish(body);
    for (const call of this.records.callsAfter(body))
      // A stand-in calls nobody outside of this machine.
      if (new URL(call.url).hostname === '127.0.0.1')
        void ask(call.url, { method: 'POST', body: call.body }, WEBHOOK_MS).catch(() => {});
    return answer;
  }

  private async serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(incoming.url ?? '/', this.url);
    const request = `${incoming.method} ${pathname}`;
    this.requests.push(request);
    this.authorizations.push(incoming.headers.authorization);
    const sent = await text(incoming);
    const trouble = this.trouble(request);
    if (trouble === 'silence') return;
    if (trouble === 'reset') return void incoming.socket.destroy();
    const [status, body] = trouble ?? this.answer(request, sent ? JSON.parse(sent) : undefined, searchParams);
    outgoing.writeHead(status, { 'content-type': 'application/hal+json' });
    outgoing.end(typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body));
  }

  private answer(request: string, body: unknown, query: URLSearchParams): Answer {
    for (const [method, path, handle] of this.routes) {
      const pattern = path
        .split('/')
        .map((segment) => (segment === '*' ? '([^/]+)' : segment))
        .join('/');
      const found = new RegExp(`^${method} /${pattern}$`).exec(request);
      if (found) return handle(found.slice(1).map(decodeURIComponent), body, query);
    }
    return MISSING;
  }
}
