import { type Count, type Durations, failSpan, type Telemetry } from '#libs/telemetry';
import { SpanKind } from '@opentelemetry/api';
import { type Dispatcher, request } from 'undici';
import { type AnswerOf, type Answers, checkDeclared } from './peer-answers.js';
import { FAILURE_KINDS, PeerFailure } from './peer-failure.js';
import { type CircuitListener, PeerLimits, type PeerLimitsOptions } from './peer-limits.js';
import { type Outgoing, requestBody, requestHeaders } from './peer-request.js';
import { readAnswer } from './read-answer.js';
import { urlBelow } from './url-below.js';

/** One peer, as the configuration names it. */
export interface PeerOptions extends PeerLimitsOptions {
  name: string;
  url: string;
  /** The token to send; none to a third party. */
  token?: () => Promise<string>;
  /** Told that the peer has refused a token that `token` gave. */
  onRefusal?: (token: string) => void;
  /** Whether it continues our trace although it gets no token. */
  isTraced?: boolean;
  /** Told of its circuit. */
  circuit?: CircuitListener | undefined;
  /** The agent to connect by; undici's own unless given. */
  dispatcher?: Dispatcher | undefined;
}

/** What all peers of a service share. */
export interface PeerMetrics {
  duration: Durations;
  failures: Count;
}

type Method = 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE';

const NO_TOKEN = 'no token';
/** The values of the label `error_type`, named after `error.type` of OpenTelemetry. */
export const ERROR_TYPES = [...FAILURE_KINDS, NO_TOKEN] as const;
type ErrorType = (typeof ERROR_TYPES)[number];

/** The peer that issues tokens. */
export const ISSUER = 'auth';

/** One neighbour or third party over HTTP, within its limits, with token, correlation ID and trace. */
export class Peer {
  private readonly limits;

  constructor(
    private readonly options: PeerOptions,
    private readonly telemetry: Telemetry,
    private readonly metrics: PeerMetrics,
  ) {
    this.limits = new PeerLimits(options.name, options, options.circuit);
  }

  get name(): string {
    return this.options.name;
  }

  /** 0 closed, 1 half open, 2 open. */
  get circuit(): number {
    return this.limits.circuit;
  }

  /**
   * Calls the peer.
   * @param path appended to the peer's configured URL, with its query
   * @param answers the statuses of the contract; any other is a failure
   * @throws Error when a schema of the answers lets through what it does not declare
   * @throws PeerFailure when the peer is slow, down or full, breaks the contract, or the issuer gives no token for it
   */
  async call<Known extends Answers>(
    method: Method,
    path: string,
    answers: Known,
    outgoing: Outgoing = {},
  ): Promise<AnswerOf<Known>> {
    checkDeclared(this.name, answers);
    const url = this.urlOf(path);
    const body = requestBody(outgoing); // before the call: what does not fit its schema is no failure of the peer
    const began = performance.now();
    const attributes = { 'http.request.method': method, 'peer.service': this.name };
    return this.telemetry.tracing.run(
      `${method} ${this.name}`,
      { kind: SpanKind.CLIENT, attributes },
      async (span) => {
        let own: string | undefined;
        try {
          if (!outgoing.token) own = await this.options.token?.();
          const token = this.options.token && (outgoing.token ?? own);
          const answer = await this.limits.run((signal) =>
            this.send(
              method,
              url,
              answers,
              { headers: requestHeaders({ ...outgoing, token }, this.options.isTraced), body },
              signal,
            ),
          );
          span.setAttribute('http.response.status_code', answer.status);
          return answer as AnswerOf<Known>;
        } catch (error) {
          failSpan(span, error);
          if (own && error instanceof PeerFailure && error.kind === 'refused') this.options.onRefusal?.(own);
          this.metrics.failures.add({ peer: this.name, error_type: this.typeOf(error) });
          throw error;
        } finally {
          this.metrics.duration.observe({ peer: this.name }, (performance.now() - began) / 1000);
        }
      },
    );
  }

  /** What kept the call from succeeding; without a token of the issuer there was none. */
  private typeOf(error: unknown): ErrorType {
    if (!(error instanceof PeerFailure)) return 'unreachable';
    return error.peer === this.name ? error.kind : NO_TOKEN;
  }

  /** Appends the whole path to the configured URL: it may come from an event, which must not choose the host. */
  private urlOf(path: string): URL {
    if (!path.startsWith('/')) throw new Error(`the path of a call to ${this.name} must start with /`);
    return new URL(urlBelow(this.options.url, path));
  }

  private async send(
    method: Method,
    url: URL,
    answers: Answers,
    content: Pick<Dispatcher.RequestOptions, 'headers' | 'body'>,
    signal: AbortSignal,
  ): Promise<AnswerOf<any>> {
    const { dispatcher } = this.options;
    const arriving = await request(url, { dispatcher, method, signal, ...content });
    return readAnswer(this.name, answers, arriving);
  }
}
