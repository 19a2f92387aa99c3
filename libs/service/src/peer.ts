import { type Count, type Durations, failSpan, type Telemetry } from '#libs/telemetry';
import { SpanKind } from '@opentelemetry/api';
import {
  BrokenCircuitError,
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
  handleWhen,
  TaskCancelledError,
  timeout,
  TimeoutStrategy,
  wrap,
} from 'cockatiel';
import { type Dispatcher, request } from 'undici';
import { z } from 'zod';
import { type AnswerOf, type Answers, WithHeaders } from './peer-answers.js';
import { PeerFailure, PeerFull } from './peer-failure.js';
import { type Authorized, type Outgoing, requestBody, requestHeaders } from './peer-request.js';
import { FULL } from './work-queue.js';

/** One peer, as the configuration names it. */
export interface PeerOptions {
  name: string;
  url: string;
  /** Longest wait for an answer, in milliseconds. */
  timeoutMs: number;
  /** The token to send; none to a third party. */
  token?: () => Promise<string>;
  /** The agent to connect by; undici's own unless given. */
  dispatcher?: Dispatcher | undefined;
}

/** What all peers of a service share. */
export interface PeerMetrics {
  duration: Durations;
  failures: Count;
}

type Method = 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE';

/** The peer that issues tokens. */
export const ISSUER = 'auth';

const BREAKS_AFTER = 5;
const HALF_OPEN_MS = 5_000;
const LARGEST_ANSWER = 1024 * 1024;

/** One neighbour or third party over HTTP, with time limit, circuit breaker, token, correlation ID and trace. */
export class Peer {
  private readonly breaker = circuitBreaker(
    handleWhen((error) => !(error instanceof PeerFull)),
    {
      halfOpenAfter: HALF_OPEN_MS,
      breaker: new ConsecutiveBreaker(BREAKS_AFTER),
    },
  );
  private readonly policy;

  constructor(
    private readonly options: PeerOptions,
    private readonly telemetry: Telemetry,
    private readonly metrics: PeerMetrics,
  ) {
    this.policy = wrap(this.breaker, timeout(options.timeoutMs, TimeoutStrategy.Aggressive));
  }

  get name(): string {
    return this.options.name;
  }

  /**
   * Calls the peer.
   * @param path appended to the peer's configured URL, with its query
   * @param answers the statuses of the contract; any other is a failure
   * @throws PeerFailure when the peer is slow or down, breaks the contract, or the issuer gives no token for it
   */
  async call<Known extends Answers>(
    method: Method,
    path: string,
    answers: Known,
    outgoing: Outgoing = {},
  ): Promise<AnswerOf<Known>> {
    const url = this.urlOf(path);
    const began = performance.now();
    const attributes = { 'http.request.method': method, 'peer.service': this.name };
    return this.telemetry.tracing.run(
      `${method} ${this.name}`,
      { kind: SpanKind.CLIENT, attributes },
      async (span) => {
        try {
          const token = await this.options.token?.();
          const answer = await this.policy.execute(({ signal }) =>
            this.send(method, url, answers, { ...outgoing, token }, signal),
          );
          span.setAttribute('http.response.status_code', answer.status);
          return answer as AnswerOf<Known>;
        } catch (error) {
          failSpan(span, error);
          throw this.failureOf(error);
        } finally {
          this.metrics.duration.observe({ peer: this.name }, (performance.now() - began) / 1000);
        }
      },
    );
  }

  private failureOf(error: unknown): PeerFailure {
    this.metrics.failures.add({ peer: this.name });
    return error instanceof PeerFailure
      ? error
      : new PeerFailure(this.name, reasonOf(error), { cause: error });
  }

  /** 0 closed, 1 half open, 2 open. */
  get circuit(): number {
    return {
      [CircuitState.Closed]: 0,
      [CircuitState.HalfOpen]: 1,
      [CircuitState.Open]: 2,
      [CircuitState.Isolated]: 2,
    }[this.breaker.state];
  }

  /** Appends the whole path to the configured URL: it may come from an event, which must not choose the host. */
  private urlOf(path: string): URL {
    if (!path.startsWith('/')) throw new Error(`the path of a call to ${this.name} must start with /`);
    return new URL(`${this.options.url.replace(/\/+$/, '')}${path}`);
  }

  private async send(
    method: Method,
    url: URL,
    answers: Answers,
    outgoing: Authorized,
    signal: AbortSignal,
  ): Promise<AnswerOf<any>> {
    const { dispatcher } = this.options;
    const { statusCode, headers, body } = await request(url, {
      dispatcher,
      method,
      signal,
      headers: requestHeaders(outgoing),
      body: requestBody(outgoing),
    });
    const text = await this.readText(body);
    if (!(statusCode in answers)) throw unexpected(this.name, statusCode, headers['retry-after'], text);
    const read = answers[statusCode] ?? null;
    if (!(read instanceof WithHeaders)) return { status: statusCode, body: this.parse(read, text) };
    const declared = this.check(read.headers, headers, '(headers)') as Record<string, unknown>;
    return { status: statusCode, body: this.parse(read.body, text), headers: declared };
  }

  private async readText(body: AsyncIterable<Buffer>): Promise<string> {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of body) {
      size += chunk.length;
      if (size > LARGEST_ANSWER)
        throw new PeerFailure(this.name, `answered more than ${LARGEST_ANSWER} bytes`);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString('utf8');
  }

  private parse(schema: z.ZodType | null, text: string): unknown {
    if (!schema) return undefined;
    return this.check(schema, this.parseJson(text), '(body)');
  }

  private check(schema: z.ZodType, value: unknown, whole: string): unknown {
    const parsed = schema.safeParse(value);
    if (!parsed.success) {
      const fields = parsed.error.issues.map(({ path }) => path.join('.') || whole);
      throw new PeerFailure(this.name, `answered without a valid ${fields.join(', ')}`);
    }
    return parsed.data;
  }

  private parseJson(text: string): unknown {
    try {
      return JSON.parse(text);
    } catch {
      throw new PeerFailure(this.name, 'answered no JSON'); // with its cause, the answer would be quoted in the log
    }
  }
}

function unexpected(peer: string, status: number, retryAfter: string | string[] | undefined, text: string) {
  const seconds = secondsIn(retryAfter);
  return status === 503 && saysFull(text)
    ? new PeerFull(peer, seconds)
    : new PeerFailure(peer, `answered ${status}`, undefined, seconds);
}

const Full = z.object({ type: z.literal(`urn:troupe:problem:${FULL}`) });

function saysFull(text: string): boolean {
  try {
    return Full.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}

/** The seconds of a `Retry-After`, up to five digits; a date is ignored. */
function secondsIn(retryAfter?: string | string[]): number | undefined {
  return /^[1-9]\d{0,4}$/.test(String(retryAfter)) ? Number(retryAfter) : undefined;
}

function reasonOf(error: unknown): string {
  if (error instanceof BrokenCircuitError) return 'circuit open';
  if (error instanceof TaskCancelledError) return 'timeout';
  const { code, message } = error as { code?: string; message: string };
  return code ?? message;
}
