import { type Cause, type Logger, newId, type Telemetry, withCause } from '#libs/telemetry';
import { type Context, context } from '@opentelemetry/api';
import {
  fastify,
  type FastifyHttpOptions,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { type IncomingMessage, type Server, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Tokens } from './access.js';
import type { CommonConfig } from './config.js';
import { followConventions } from './conventions.js';
import { announceEnd, checkSuccessor } from './deprecation.js';
import { trustEdge } from './edge.js';
import { Observation } from './observation.js';
import { helpFor, problemOf, problemOfStatus, sendProblem } from './problem.js';
import { readBodies } from './request-bodies.js';
import { Routes } from './routes.js';

/** Largest request body, in bytes. */
const BODY_LIMIT = 100 * 1024;
/** How often Node checks for requests that take too long to arrive, in milliseconds. */
const CHECK_MS = 1_000;

type ServerConfig = Pick<CommonConfig, 'REQUEST_TIMEOUT' | 'TRUSTED_PROXIES'> &
  Partial<Pick<CommonConfig, 'EDGE_KEY'>>;

/** What a page of an origin needs to read an answer that no hook sees. The origin is undefined when the request names none. */
export type HeadersForOrigin = (origin: string | undefined) => Record<string, string>;

/**
 * The server for Nest's routes, with everything around a request that is the same for every route.
 * @param tokens absent when the service has no route for callers with a token
 * @param headersFor for answers to requests that are not valid HTTP
 */
export function httpServer(
  telemetry: Telemetry,
  tokens: Tokens | undefined,
  config: ServerConfig,
  headersFor: HeadersForOrigin = () => ({}),
): FastifyInstance {
  const routes = new Routes();
  const observation = new Observation(telemetry);
  const server: FastifyInstance = fastify(serverOptions(config, observation, telemetry.log, headersFor));
  registerRoutes(server, routes, observation);
  observeRequests(server, observation);
  answerWhatNodeRefuses(server);
  trustEdge(server, config.EDGE_KEY);
  followConventions(server, routes);
  readBodies(server);
  canonicalIds(server);
  if (tokens) identifyCallers(server, tokens);
  completeHeaders(server);
  return server;
}

const serverOptions = (
  { REQUEST_TIMEOUT, TRUSTED_PROXIES }: ServerConfig,
  observation: Observation,
  log: Logger,
  headersFor: HeadersForOrigin,
): FastifyHttpOptions<Server> => ({
  bodyLimit: BODY_LIMIT,
  trustProxy: [...TRUSTED_PROXIES],
  requestTimeout: REQUEST_TIMEOUT,
  // Node needs it when the server is created: later it does not adapt its other limits, and checks only every 30 s.
  http: {
    requestTimeout: REQUEST_TIMEOUT,
    connectionsCheckingInterval: Math.min(CHECK_MS, REQUEST_TIMEOUT),
    requireHostHeader: false, // Node's own refusal has no body and no correlation ID: see answerWhatNodeRefuses
  },
  // A target may be a whole URL, as clients send it to a proxy (RFC 9112, section 3.2.2).
  rewriteUrl: ({ url = '' }) => url.replace(/^https?:\/\/[^/?]*/i, '') || '/',
  // The schema of a parameter limits its length; Node limits the whole request line.
  routerOptions: { maxParamLength: 16 * 1024 },
  genReqId: newId,
  // While the service stops it still answers, with `Connection: close`: above all readiness.
  return503OnClosing: false,
  // Fastify refuses a path that is not a valid URL before any hook runs.
  frameworkErrors: (error, request, reply) => {
    observation.begin(request, reply);
    setSafeHeaders(reply);
    void reply.headers(headersFor(request.headers.origin));
    sendProblem(reply, problemOf(error));
  },
  clientErrorHandler: (error, socket) => refuseUnread(error, socket, log, headersFor),
});

function registerRoutes(server: FastifyInstance, routes: Routes, observation: Observation): void {
  server.addHook('onRoute', (route) => {
    if (route.url === '*') return; // of a hook that answers any path, and no path of its own
    checkSuccessor(route);
    for (const method of [route.method].flat()) {
      routes.add(method, route.url);
      if (method !== 'HEAD') observation.expect({ method, route: route.url }, route.config?.access);
    }
  });
}

function observeRequests(server: FastifyInstance, observation: Observation): void {
  server.addHook('onRequest', (request, reply, done) => {
    observation.begin(request, reply);
    context.with(request.traceContext, done);
  });
}

/** How many hosts a request names: Node takes the first of several. */
const hostsOf = ({ rawHeaders }: IncomingMessage): number =>
  rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'host').length;

/** A request without a host, or with several, is refused (RFC 9112, section 3.2), and an expectation that nobody knows is ignored (RFC 9110, section 10.1.1). */
function answerWhatNodeRefuses(server: FastifyInstance): void {
  server.addHook('onRequest', ({ raw }, reply, done) => {
    const hosts = hostsOf(raw);
    if (hosts === 1 || (!hosts && raw.httpVersion !== '1.1')) return done();
    const detail = hosts
      ? `The request names ${hosts} hosts: send one header Host.`
      : 'The request names no host: send it in the header Host.';
    sendProblem(reply, problemOfStatus(400, detail));
  });
  server.server.on('checkExpectation', (request, response) => {
    server.server.emit('request', request, response);
  });
}

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** A UUID in a path may be in capitals (RFC 9562, section 4). Behind this, a parameter `…Id` has it in lower case, as it is stored. */
function canonicalIds(server: FastifyInstance): void {
  server.addHook('onRequest', (request, _reply, done) => {
    const params = request.params as Record<string, string>;
    for (const [name, value] of Object.entries(params))
      if (name.endsWith('Id') && UUID.test(value)) params[name] = value.toLowerCase();
    done();
  });
}

/** Body parsing leaves the request's context, so it is entered again here, now with the caller. */
function identifyCallers(server: FastifyInstance, tokens: Tokens): void {
  server.addHook('preValidation', (request, _reply, done) => {
    const { authorization } = request.headers;
    if (authorization === undefined) return context.with(request.traceContext, done);
    void tokens
      .callerOf(authorization)
      .then(
        (caller) => void (request.caller = caller),
        (error: Error) => void (request.callerError = error), // a public route answers anyway
      )
      .then(() => context.with(withActor(request), done));
  });
}

function completeHeaders(server: FastifyInstance): void {
  server.addHook('onSend', (_request, reply, payload, done) => {
    setSafeHeaders(reply);
    announceEnd(reply);
    done(null, payload);
  });
}

const withActor = ({ traceContext, correlationId, id, caller }: FastifyRequest): Context => {
  const cause: Cause = { correlationId, causationId: id, ...(caller && { actor: caller.id }) };
  return withCause(traceContext, cause);
};

/** Browsers must not guess content types, and caches must not store personal answers. */
function setSafeHeaders(reply: FastifyReply): void {
  void reply.header('x-content-type-options', 'nosniff');
  const isJson = String(reply.getHeader('content-type')).includes('json');
  if (isJson && !reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store');
}

const UNREAD: Record<string, number> = { ERR_HTTP_REQUEST_TIMEOUT: 408, HPE_HEADER_OVERFLOW: 431 };

/** The origin that the last bytes name before Node gave up. */
const originIn = (bytes: unknown): string | undefined =>
  Buffer.isBuffer(bytes) ? /^origin:[ \t]*(\S+)[ \t]*\r?$/im.exec(bytes.toString('latin1'))?.[1] : undefined;

/** Answers what Node refuses before there is a request: headers too large, a client too slow, bytes that are not HTTP. */
function refuseUnread(
  { code = '', rawPacket }: { code?: string; rawPacket?: unknown },
  socket: Socket,
  log: Logger,
  headersFor: HeadersForOrigin,
): void {
  if (code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const status = UNREAD[code] ?? 400;
  const correlationId = newId();
  const problem = problemOfStatus(status);
  const body = JSON.stringify({ ...problem, correlationId });
  log.debug({ status, correlation_id: correlationId }, 'a request could not be read');
  socket.write(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      'content-type: application/problem+json',
      `content-length: ${Buffer.byteLength(body)}`,
      `x-correlation-id: ${correlationId}`,
      `link: ${helpFor(problem)}`,
      ...Object.entries(headersFor(originIn(rawPacket))).map(([name, value]) => `${name}: ${value}`),
      'x-content-type-options: nosniff',
      'cache-control: no-store',
      'connection: close',
      `\r\n${body}`,
    ].join('\r\n'),
  );
  socket.destroySoon();
}
