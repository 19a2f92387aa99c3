import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import { isTransactionConflict, isUnavailable } from '#libs/database';
import { codeOf, InvalidInput, jsonPointer, type ProblemType, Refusal, uriOf } from '#libs/messaging';
import type { Logger } from '#libs/telemetry';
import { context } from '@opentelemetry/api';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { STATUS_CODES } from 'node:http';
import { type Observable, throwError } from 'rxjs';
import {
  Full,
  Internal,
  InvalidRequest,
  NoSuchPath,
  PeerUnavailable,
  Unavailable,
} from './common-problems.js';
import { type Quota, tellQuota } from './exhausted.js';
import { FullLog } from './full-log.js';
import { addLink } from './links.js';
import { PeerFailure, PeerFull } from './peer-failure.js';
import { pageOf } from './problem-told.js';
import { isHangUp, wrongType } from './request-bodies.js';

/** Problem details (RFC 9457), with the correlation ID to quote in a report. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  correlationId?: string;
  errors?: { pointer: string; detail: string }[];
  /** Seconds after which the caller may repeat the request; sent as `Retry-After`. */
  retryAfter?: number;
  /** How a caller must authenticate after a 401, if not by a bearer token; sent as `WWW-Authenticate`. */
  challenge?: string;
  /** The media type of the answer, if not that of problem details; sent as `Content-Type`. */
  mediaType?: string;
  /** Which limit is exhausted after a 429; sent as `RateLimit`. */
  exhausted?: Quota;
}

/** The media type of problem details (RFC 9457). */
export const PROBLEM_JSON = 'application/problem+json';

const RETRY_AFTER_S = 5;

const problem = (code: string, status: number, detail: string, more: object = {}): Problem => ({
  type: uriOf(code),
  title: STATUS_CODES[status] ?? 'Error',
  status,
  detail,
  ...more,
});

const unavailable = ({ code, status }: ProblemType, what: string, retryAfter = RETRY_AFTER_S): Problem =>
  problem(code, status, `${what}. Try again in ${retryAfter} seconds.`, { retryAfter });

const DETAILS: Record<number, string> = {
  400: 'The request is not valid HTTP: check its method, its headers and how its body is framed.',
  404: 'There is no such path.',
  408: 'The request did not arrive in time.',
  413: 'The body is too large: 100 KB are allowed.',
  431: 'The headers are too large: 16 KB are allowed.',
};

const BAD_URL = 'The path is not valid: send a percent sign as %25.';
const isBadUrl = (error: unknown): boolean => (error as { code?: string }).code === 'FST_ERR_BAD_URL';

/** The problem of a request that the server refuses before any rule sees it. */
export function problemOfStatus(status: number, detail = DETAILS[status]): Problem {
  const title = STATUS_CODES[status] ?? 'Error';
  const code = status === 404 ? NoSuchPath.code : title.toLowerCase().replaceAll(/[^a-z]+/g, '-');
  return problem(code, status, detail ?? title);
}

/** Translates any error. One that is neither a refusal nor the caller's fault becomes a 500 without details. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Refusal) return problem(error.code, error.status, error.message, error.extra);
  if (error instanceof InvalidInput) {
    return problem(InvalidRequest.code, InvalidRequest.status, 'Fix the fields listed in errors.', {
      ...error.extra,
      errors: error.issues.map(({ path, message }) => ({
        pointer: `${error.where === 'body' ? '' : `/${error.where}`}${jsonPointer(path)}`,
        detail: message,
      })),
    });
  }
  if (error instanceof PeerFull) return unavailable(Full, error.told, error.retryAfter);
  if (error instanceof PeerFailure) return unavailable(PeerUnavailable, error.told, error.retryAfter);
  if (isUnavailable(error) || isTransactionConflict(error))
    return unavailable(Unavailable, 'The database of the service is not available');
  const status =
    error instanceof HttpException ? error.getStatus() : (error as { statusCode?: number })?.statusCode;
  if (status && status >= 400 && status < 500)
    return problemOfStatus(status, isBadUrl(error) ? BAD_URL : undefined);
  return problem(Internal.code, 500, 'The service failed. Quote the correlationId when you report this.');
}

/** A link to the page of a problem, relative so that it holds behind a proxy, too. */
export const helpFor = ({ type }: Problem): string => `<${pageOf(codeOf(type))}>; rel="help"`;

/** Answers with a problem and its headers. */
export function sendProblem(
  reply: FastifyReply,
  { retryAfter, challenge = 'Bearer', mediaType = PROBLEM_JSON, exhausted, ...details }: Problem,
): void {
  if (exhausted) tellQuota(reply, exhausted);
  addLink(reply, helpFor(details));
  if (retryAfter) void reply.header('retry-after', retryAfter);
  if (details.status === 401) void reply.header('www-authenticate', challenge);
  void reply
    .status(details.status)
    .headers({ 'content-type': mediaType, 'cache-control': 'no-store' })
    .send(JSON.stringify({ ...details, correlationId: reply.request.correlationId }));
}

/**
 * The one place where errors become HTTP answers. Errors of event handlers pass through unchanged: Nest's own filter would
 * replace each of them by "Internal server error", also in the hospital.
 */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly fullLog;
  private readonly unavailableLog;

  constructor(private readonly log: Logger) {
    this.fullLog = new FullLog(log);
    this.unavailableLog = new FullLog(log, 'requests were refused: the database does not answer');
  }

  catch(error: unknown, host: ArgumentsHost): Observable<never> | void {
    if (host.getType() === 'rpc') return throwError(() => error);
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const request = http.getRequest<FastifyRequest>();
    const found = isHangUp(error, request) ? problemOfStatus(400) : problemOf(wrongType(error, request));
    context.with(request.traceContext, () => this.report(error, found));
    this.send(reply, found);
  }

  /** Answers with the problem: as problem details, unless a service that has pages overrides it. */
  protected send(reply: FastifyReply, found: Problem): void {
    sendProblem(reply, found);
  }

  /** Refusals and errors before the body was read come without the context of their request. */
  private report(error: unknown, { type, status }: Problem): void {
    if (type === Full.type) this.fullLog.add({ reason: (error as Error).message });
    else if (type === uriOf(Unavailable.code)) this.unavailableLog.add({ err: error });
    else if (status >= 500) this.log.error({ err: error }, 'a request failed');
  }
}
