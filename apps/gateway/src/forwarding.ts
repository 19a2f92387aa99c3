import { BadRequest, edgeHeaders, listOf } from '#libs/service';
import { Telemetry, traceHeaders } from '#libs/telemetry';
import cors from '@fastify/cors';
import replyFrom, { type FastifyReplyFromHooks } from '@fastify/reply-from';
import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { corsFor } from './cors.js';
import { GatewayConfig } from './gateway.config.js';
import { endToEnd } from './hop-headers.js';
import { withPublicLinks } from './links.js';
import { PREFIX, PublicApi, type Route } from './public-api.js';
import { ServicesClient } from './services.client.js';
import { RELEASE, Traffic } from './traffic.js';
import { reasonOf, REASONS, refusalOf } from './upstream-failure.js';

/** Passes each request for an operation of the public API on to its service, and the answer back as it comes. */
@Injectable()
export class Forwarding implements OnModuleInit, OnModuleDestroy {
  private readonly unanswered;
  /** The answers that last as long as their readers stay. */
  private readonly streams = new Set<Readable>();

  constructor(
    private readonly api: PublicApi,
    private readonly config: GatewayConfig,
    private readonly adapter: HttpAdapterHost,
    private readonly client: ServicesClient,
    private readonly traffic: Traffic,
    { metrics }: Telemetry,
  ) {
    this.unanswered = metrics.count(
      'gateway_unanswered_requests_total',
      'Requests that a service did not answer, by what kept it from it',
      { upstream: api.services, reason: REASONS },
    );
  }

  onModuleInit(): void {
    const server = this.adapter.httpAdapter.getInstance<FastifyInstance>();
    void server.register(cors, { delegator: corsFor(this.config) });
    void server.register((scope, _options, done) => {
      this.forward(scope);
      done();
    });
  }

  /** Runs before the server waits for its requests to end: a stream would never do so. */
  onModuleDestroy(): void {
    for (const stream of this.streams) stream.destroy();
  }

  private forward(scope: FastifyInstance): void {
    // Its types are those of an older undici, of which it uses nothing but `request`.
    void scope.register(replyFrom, {
      disableCache: true,
      disableRequestLogging: true,
      undici: this.client.agent as never,
    });
    // A body is read whole, up to the limit that services have, so that a slow caller occupies no service.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    for (const route of this.api.routes) {
      const hooks = this.hooksFor(route);
      scope.route({
        method: route.method,
        url: route.url,
        config: {
          passesBodiesOn: true,
          access: { public: true },
          ...(route.deprecation && { deprecation: route.deprecation }), // for what the service does not answer
        },
        handler: (request, reply) => this.pass(route, request, reply, hooks),
      });
    }
  }

  private pass(
    { service, upstreamPath }: Route,
    request: FastifyRequest,
    reply: FastifyReply,
    hooks: FastifyReplyFromHooks,
  ): FastifyReply {
    const release = this.traffic.releaseFor(service, nameIn(request.headers[RELEASE]));
    const upstream = release?.url ?? this.config.SERVICE_URLS[service];
    if (!upstream) throw this.failure(service, 'unreachable', request);
    if (release) void reply.header(RELEASE, release.release);
    const [path = ''] = request.url.split('?');
    if (CLIMBS.test(decodeURIComponent(path)))
      throw BadRequest.refusal('The path has `..` at a slash, be it encoded: send the path of an operation.');
    const body = request.body as Buffer | undefined;
    const { 'content-type': contentType = 'application/octet-stream' } = request.headers;
    return reply.from(upstreamPath ?? path.slice(PREFIX.length), {
      ...hooks,
      getUpstream: () => upstream,
      ...(body && { body, contentType }),
    });
  }

  private hooksFor({ service }: Route): FastifyReplyFromHooks {
    return {
      rewriteRequestHeaders: (request, headers) => this.outgoing(request as FastifyRequest, headers),
      rewriteHeaders: (headers, request) => this.incoming(headers as IncomingHttpHeaders, request!.host),
      retriesCount: 1,
      retryDelay: ({ err, req, attempt }) => (isStale(err) && isSafe(req) && attempt === 0 ? 1 : null),
      onResponse: (_request, reply, { stream }) =>
        void (reply as FastifyReply).send(this.kept(reply as FastifyReply, stream)),
      onError: (reply, { error }) =>
        void (reply as FastifyReply).send(this.failure(service, reasonOf(error), reply.request)),
    };
  }

  /** What the service is told: who calls, in which process and trace, and nothing that another proxy or the caller made up of it. */
  private outgoing(
    { ip, traceContext, correlationId, body }: FastifyRequest,
    all: object,
  ): IncomingHttpHeaders {
    const { 'x-forwarded-for': _forwarded, forwarded: _, ...headers } = endToEnd(all as IncomingHttpHeaders);
    if (!body) delete headers['content-length'];
    return {
      ...headers,
      ...traceHeaders(traceContext),
      ...edgeHeaders(this.config.EDGE_KEY, { ip }),
      'x-correlation-id': correlationId,
    };
  }

  /** The answer for callers of this side: its links lead here, and which pages may read it is decided here. */
  private incoming(all: IncomingHttpHeaders, host: string): IncomingHttpHeaders {
    const headers = withPublicLinks(endToEnd(all), host, (reference) => this.api.has(reference));
    for (const name of Object.keys(headers)) if (name.startsWith('access-control-')) delete headers[name];
    const vary = new Set([...listOf(headers.vary), 'Origin']);
    return { ...headers, vary: [...vary].join(', ') };
  }

  private kept(reply: FastifyReply, stream: Readable): Readable {
    if (!STREAM.test(String(reply.getHeader('content-type')))) return stream;
    this.streams.add(stream);
    return stream.once('close', () => this.streams.delete(stream));
  }

  private failure(service: string, reason: (typeof REASONS)[number], request: { method: string }): Error {
    this.unanswered.add({ upstream: service, reason });
    return refusalOf(service, reason, isSafe(request));
  }
}

/** A header that is sent twice names nothing that exists. */
const nameIn = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header.join(', ') : header;

const STREAM = /^(text\/event-stream|application\/x-ndjson)\b/;

/** What `reply.from` refuses, without saying why. */
const CLIMBS = /\/\.\.|\.\.\//;

/** Whether a service closed a kept connection in the moment in which it was used again. */
const isStale = (error: Error | null): boolean =>
  (error as { code?: string } | null)?.code === 'UND_ERR_SOCKET';
const isSafe = ({ method }: { method?: string }): boolean => method === 'GET' || method === 'HEAD';
