import type { Durations } from '#libs/telemetry';
import { type Dispatcher, request } from 'undici';
import type { LimitedPeer } from './limited-peer.js';
import { type AnswerOf, type Answers, checkDeclared } from './peer-answers.js';
import { PeerFailure } from './peer-failure.js';
import { type Outgoing, requestBody, requestHeaders } from './peer-request.js';
import { readAnswer } from './read-answer.js';
import { urlBelow } from './url-below.js';

/** What a peer over HTTP is besides its limits. */
export interface PeerOptions {
  url: string;
  /** The URL of the release that gets the next call, while several run beside each other. */
  release?: () => string | undefined;
  /** The token to send; none to a third party. */
  token?: () => Promise<string>;
  /** Told that the peer has refused a token that `token` gave. */
  onRefusal?: (token: string) => void;
  /** Whether it continues our trace although it gets no token. */
  isTraced?: boolean;
  /** The agent to connect by; undici's own unless given. */
  dispatcher?: Dispatcher | undefined;
}

type Method = 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE';

/** The peer that issues tokens. */
export const ISSUER = 'auth';

/** One neighbour or third party over HTTP, within its limits, with token, correlation ID and trace. */
export class Peer {
  constructor(
    private readonly limited: LimitedPeer,
    private readonly options: PeerOptions,
    private readonly duration: Durations,
  ) {}

  get name(): string {
    return this.limited.name;
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
    const attributes = { 'http.request.method': method };
    return this.limited.observe(`${method} ${this.name}`, attributes, async (span) => {
      let own: string | undefined;
      try {
        if (!outgoing.token) own = await this.options.token?.();
        const token = this.options.token && (outgoing.token ?? own);
        const headers = requestHeaders({ ...outgoing, token }, this.options.isTraced);
        const answer = await this.limited.within((signal) =>
          this.send(method, url, answers, { headers, body }, signal),
        );
        span.setAttribute('http.response.status_code', answer.status);
        return answer as AnswerOf<Known>;
      } catch (error) {
        if (own && error instanceof PeerFailure && error.kind === 'refused') this.options.onRefusal?.(own);
        throw error;
      } finally {
        this.duration.observe({ peer: this.name }, (performance.now() - began) / 1000);
      }
    });
  }

  /** Appends the whole path to the configured URL: it may come from an event, which must not choose the host. */
  private urlOf(path: string): URL {
    if (!path.startsWith('/')) throw new Error(`the path of a call to ${this.name} must start with /`);
    return new URL(urlBelow(this.options.release?.() ?? this.options.url, path));
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
