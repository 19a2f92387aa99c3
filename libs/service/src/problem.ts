import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import { isUnavailable } from '#libs/database';
import { InvalidInput, jsonPointer, Refusal } from '#libs/messaging';
import type { Logger } from '#libs/telemetry';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { STATUS_CODES } from 'node:http';
import { type Observable, throwError } from 'rxjs';
import { PeerFailure } from './peer.js';

/** Problem details (RFC 9457), with the correlation ID to quote in a report. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  correlationId?: string;
  errors?: { pointer: string; detail: string }[];
  /** Seconds after which the same request may be tried again; told in `Retry-After`. */
  retryAfter?: number;
  /** How a 401 wants the caller to say who they are, if not by a bearer token; told in `WWW-Authenticate`. */
  challenge?: string;
}

const RETRY_AFTER_S = 5;

const problem = (code: string, status: number, detail: string, more: object = {}): Problem => ({
  type: `urn:troupe:problem:${code}`,
  title: STATUS_CODES[status] ?? 'Error',
  status,
  detail,
  ...more,
});

const unavailable = (code: string, what: string, retryAfter = RETRY_AFTER_S): Problem =>
  problem(code, 503, `${what} cannot be reached. Try again in ${retryAfter} seconds.`, { retryAfter });

const DETAILS: Record<number, string> = {
  400: 'The request cannot be read. Send valid JSON to a valid path.',
  404: 'There is no such path.',
  408: 'The request did not arrive in time.',
  413: 'The body is too large: 100 KB are allowed.',
  415: 'Send the body as application/json.',
  431: 'The headers are too large: 16 KB are allowed.',
};

/** The problem of a request that the server refused before any rule saw it. */
export function problemOfStatus(status: number): Problem {
  const title = STATUS_CODES[status] ?? 'Error';
  const code = status === 404 ? 'no-such-path' : title.toLowerCase().replaceAll(/[^a-z]+/g, '-');
  return problem(code, status, DETAILS[status] ?? title);
}

/** Translates whatever was thrown. What is not a refusal, nor the caller's fault, is ours and says nothing of itself. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Refusal) return problem(error.code, error.status, error.message, error.extra);
  if (error instanceof InvalidInput) {
    return problem('invalid-input', 400, 'Mend the fields named in errors.', {
      errors: error.issues.map(({ path, message }) => ({
        pointer: `${error.where === 'body' ? '' : `/${error.where}`}${jsonPointer(path)}`,
        detail: message,
      })),
    });
  }
  if (error instanceof PeerFailure) return unavailable('peer-unavailable', error.peer, error.retryAfter);
  if (isUnavailable(error)) return unavailable('unavailable', 'Our database');
  const status =
    error instanceof HttpException ? error.getStatus() : (error as { statusCode?: number })?.statusCode;
  if (status && status >= 400 && status < 500) return problemOfStatus(status);
  return problem('internal', 500, 'Something broke on our side. Quote the correlationId when you report it.');
}

/** Sends a problem, with the headers that belong to it. */
export function sendProblem(
  reply: FastifyReply,
  { retryAfter, challenge = 'Bearer', ...told }: Problem,
): void {
  if (retryAfter) void reply.header('retry-after', retryAfter);
  if (told.status === 401) void reply.header('www-authenticate', challenge);
  void reply
    .status(told.status)
    .headers({ 'content-type': 'application/problem+json', 'cache-control': 'no-store' })
    .send(JSON.stringify({ ...told, correlationId: reply.request.correlationId }));
}

/**
 * The one place where errors become HTTP answers. At the event door they pass through, reason and all: Nest's own
 * filter would leave the hospital with "Internal server error".
 */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly log: Logger,
    private readonly methodsOf: (url: string) => string[],
  ) {}

  catch(error: unknown, host: ArgumentsHost): Observable<never> | void {
    if (host.getType() === 'rpc') return throwError(() => error);
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const told = problemOf(error);
    if (told.status >= 500) this.log.error({ err: error }, 'a request failed');
    sendProblem(reply, this.wrongMethod(told, http.getRequest<FastifyRequest>(), reply) ?? told);
  }

  /** Fastify knows no 405: a path that exists under other methods is one. */
  private wrongMethod(
    { status }: Problem,
    { url, method }: FastifyRequest,
    reply: FastifyReply,
  ): Problem | undefined {
    const allowed = status === 404 ? this.methodsOf(url) : [];
    if (!allowed.length || allowed.includes(method)) return undefined;
    void reply.header('allow', allowed.join(', '));
    return problem('method-not-allowed', 405, `This path takes ${allowed.join(', ')}.`);
  }
}
