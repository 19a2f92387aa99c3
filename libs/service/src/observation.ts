import {
  correlationFromBaggage,
  traceContextOf,
  failSpan,
  isCorrelationId,
  type Telemetry,
  withCause,
} from '#libs/telemetry';
import { type Context, context, type Span, SpanKind } from '@opentelemetry/api';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type AccessRule, admitsPeople, type Caller } from './access.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The caller, when the request has a valid token. */
    caller?: Caller;
    /** Why the caller cannot be identified. */
    callerError?: Error;
    correlationId: string;
    traceContext: Context;
    traceSpan?: Span;
    beganAt: number;
  }
}

/** What a caller is told whose correlation ID was not taken. */
const REPLACED = 'replaced: send 8 to 64 of the characters A-Z a-z 0-9 . _ -';
/** Streams last as long as their reader stays, which is not a latency. */
const STREAMS = /^(text\/event-stream|application\/x-ndjson)\b/;
/** Routes for probes, scrapers and readers of documentation: no business process. */
const OPERATIONS = /^\/(health|metrics|info|hospital|docs|openapi|problems)([/.]|$)/;
/** The version in the path of a route, as Nest's URI versioning writes it. */
const VERSION = /^\/(v\d+)\//;
const STATUSES = ['2xx', '3xx', '4xx', '499', '5xx'];
/** The labels of a request without a route. A caller must not make up label values. */
const UNKNOWN = { method: '_OTHER', route: '(unknown)' };
/** The status of a request whose caller closed the connection before the answer, as nginx counts it. */
const CLIENT_CLOSED = 499;

/**
 * Gives every request its correlation ID, its span and its measurements, by hooks of the server: an interceptor never sees
 * unknown routes, malformed bodies or refused callers.
 */
export class Observation {
  private readonly requests;
  private readonly durations;
  private readonly versioned;

  constructor(private readonly telemetry: Telemetry) {
    const { metrics } = telemetry;
    const labels = { method: [], route: [] };
    this.requests = metrics.count(
      'http_server_requests_total',
      'Requests, by class of status; 499 when the caller hung up',
      {
        ...labels,
        status: [],
      },
    );
    this.durations = metrics.durations('http_server_request_duration_seconds', 'Requests', labels);
    this.versioned = metrics.count(
      'http_versioned_requests_total',
      'Requests to a version of an API, by consumer: a service by its name, others by their kind',
      { version: [], consumer: [] },
    );
    this.expect(UNKNOWN);
  }

  /** Exports zeros for a route, so that `rate()` sees its first request too. */
  expect(labels: { method: string; route: string }, access: AccessRule = {}): void {
    if (OPERATIONS.test(labels.route)) return;
    this.durations.zero(labels);
    for (const status of STATUSES) this.requests.add({ ...labels, status }, 0);
    for (const consumer of consumersOf(access)) this.countVersion(labels.route, consumer, 0);
  }

  begin(request: FastifyRequest, reply: FastifyReply): void {
    const { id, method, headers, routeOptions, protocol } = request;
    const remote = traceContextOf(headers);
    const sent = headers['x-correlation-id'];
    const correlationId = [sent, correlationFromBaggage(remote)].find(isCorrelationId) ?? id;
    const parent = withCause(remote, { correlationId, causationId: id });
    const attributes = { 'http.request.method': method, 'url.scheme': protocol };
    const [span, ctx] = OPERATIONS.test(routeOptions.url ?? '')
      ? [undefined, parent]
      : this.telemetry.tracing.start(method, { kind: SpanKind.SERVER, parent, attributes });
    Object.assign(request, { correlationId, traceSpan: span, traceContext: ctx, beganAt: performance.now() });
    void reply.header('x-correlation-id', correlationId);
    if (sent !== undefined && sent !== correlationId) void reply.header('x-correlation-id-note', REPLACED);
    // Fastify's onResponse is never called when the caller closes the connection.
    reply.raw.once('close', () => this.end(request, reply));
  }

  private end(
    { id, method, routeOptions, caller, traceSpan, traceContext, beganAt }: FastifyRequest,
    reply: FastifyReply,
  ): void {
    const status = reply.raw.headersSent ? reply.statusCode : CLIENT_CLOSED;
    const route = routeOptions.url ?? UNKNOWN.route;
    traceSpan?.updateName(`${method} ${route}`);
    traceSpan?.setAttributes({ 'http.route': route, 'http.response.status_code': status });
    if (traceSpan && status >= 500) failSpan(traceSpan, new Error());
    context.with(traceContext, () => {
      this.telemetry.log.debug({ method, route, status, request_id: id }, 'request');
      if (OPERATIONS.test(route)) return;
      // A HEAD counts as the GET that it runs.
      const labels = routeOptions.url ? { method: method === 'HEAD' ? 'GET' : method, route } : UNKNOWN;
      this.requests.add({ ...labels, status: classOf(status) });
      this.countVersion(route, consumerOf(caller));
      if (STREAMS.test(String(reply.getHeader('content-type')))) return;
      this.durations.observe(labels, (performance.now() - beganAt) / 1000);
    });
    traceSpan?.end();
  }

  private countVersion(route: string, consumer: string, value = 1): void {
    const [, version] = VERSION.exec(route) ?? [];
    if (version) this.versioned.add({ version, consumer }, value);
  }
}

/** A caller that hung up has met its own deadline, which is no fault of its request. */
const classOf = (status: number): string =>
  status === CLIENT_CLOSED ? String(status) : `${Math.floor(status / 100)}xx`;

/** The issuer knows every service, so the number of names is bounded; a person's id must not become a label value. */
const consumerOf = (caller?: Caller): string =>
  caller?.kind === 'service' ? caller.id : (caller?.kind ?? 'nobody');

/** The consumers that a route expects. */
const consumersOf = ({ services = [], ...rule }: AccessRule): string[] => [
  ...services,
  ...(admitsPeople(rule) ? ['person'] : []),
  ...(rule.role ? [rule.role] : []),
];
