import type { FastifyInstance, FastifyReply, FastifyRequest, onSendHookHandler } from 'fastify';
import { MethodNotAllowed } from './common-problems.js';
import { conditional, isVersioned } from './conditional.js';
import { problemOf, sendProblem } from './problem.js';
import { PATCH_TYPES } from './request-bodies.js';
import type { Routes } from './routes.js';

/** What every route does by its method, without a word of its controller. */
export function followConventions(server: FastifyInstance, routes: Routes): void {
  answerOtherMethods(server, routes);
  server.addHook('preSerialization', (request, reply, payload, done) => {
    locateMember(request, reply, payload, routes);
    done(null, tagVersion(request, reply, payload));
  });
  server.addHook('onSend', (request, reply, payload, done) => {
    locateItself(request, reply, routes);
    tellPatchTypes(request, reply, routes);
    done(null, payload);
  });
  server.addHook('onRoute', (route) => {
    const others = [route.onSend ?? []].flat().filter((hook) => hook !== dropUnmodified);
    route.onSend = [...others, dropUnmodified];
  });
}

/**
 * A 304 has no body, and so no type of it. Fastify derives the route of a `HEAD` from that of its `GET`, with all hooks and one more, which measures the
 * body: so this one must be the last, and must take back what was measured.
 */
const dropUnmodified: onSendHookHandler = (_request, reply, payload, done) => {
  if (reply.statusCode !== 304) return done(null, payload);
  void reply.removeHeader('content-length').removeHeader('content-type');
  done(null, null);
};

/**
 * `OPTIONS`, and methods that a path does not take (RFC 9110, sections 9.3.7 and 15.5.6). Every hook of `onRequest` has run before:
 * those that modules add tell pages of other origins that they may read this answer, too.
 */
function answerOtherMethods(server: FastifyInstance, routes: Routes): void {
  server.addHook('preParsing', (request, reply, payload, done) => {
    const allowed = request.is404 || asksForMethods(request) ? routes.methodsOf(request.url) : [];
    if (!allowed.length) return done(null, payload);
    void reply.header('allow', allowed.join(', '));
    if (request.method !== 'OPTIONS') {
      const detail = `This path only allows ${allowed.join(', ')}.`;
      return sendProblem(reply, problemOf(MethodNotAllowed.refusal(detail)));
    }
    if (allowed.includes('PATCH')) void reply.header('accept-patch', PATCH_TYPES.join(', '));
    void reply.status(204).send();
  });
}

/** Where a hook answers preflights on any path, an `OPTIONS` that is none (https://fetch.spec.whatwg.org/#cors-preflight-request). */
const asksForMethods = ({ method, headers, routeOptions }: FastifyRequest): boolean =>
  method === 'OPTIONS' && routeOptions.url === '*' && !('access-control-request-method' in headers);

const pathOf = ({ url }: FastifyRequest): string => url.split('?')[0]!.replace(/\/$/, '');

const isCreated = (reply: FastifyReply): boolean => reply.statusCode === 201 && !reply.hasHeader('location');

/** Where what a `POST` made can be read: below its path, under the id that the answer has. */
function locateMember(request: FastifyRequest, reply: FastifyReply, payload: unknown, routes: Routes): void {
  if (request.method !== 'POST' || !isCreated(reply)) return;
  const id = (payload as Record<string, unknown>)[routes.memberOf(request.routeOptions.url) ?? ''];
  if (typeof id === 'string' || typeof id === 'number')
    void reply.header('location', `${pathOf(request)}/${encodeURIComponent(id)}`);
}

/** Where what a `PUT` made can be read: at its own path. */
function locateItself(request: FastifyRequest, reply: FastifyReply, routes: Routes): void {
  if (request.method === 'PUT' && isCreated(reply) && routes.takes('GET', request.routeOptions.url))
    void reply.header('location', pathOf(request));
}

const READS = ['GET', 'HEAD'];

/** An answer that shows its version has a tag. */
function tagVersion(request: FastifyRequest, reply: FastifyReply, payload: unknown): unknown {
  const isRead = READS.includes(request.method) && reply.statusCode === 200 && !reply.hasHeader('etag');
  return isRead && isVersioned(payload) ? (conditional(reply, payload, payload) ?? {}) : payload;
}

/** What a `PATCH` of the path takes (RFC 5789, section 3.1). */
function tellPatchTypes(request: FastifyRequest, reply: FastifyReply, routes: Routes): void {
  const isRead = READS.includes(request.method) && [200, 304].includes(reply.statusCode);
  if ((isRead || reply.statusCode === 415) && routes.takes('PATCH', request.routeOptions.url))
    void reply.header('accept-patch', PATCH_TYPES.join(', '));
}
