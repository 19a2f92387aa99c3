import { type Peer, Peers } from '#libs/service';
import { Telemetry } from '#libs/telemetry';
import type { ProviderState } from '#tooling/pacts';
import type { z } from 'zod';
import { token } from '../tokens.js';
import { CORRELATION_ID, type Matcher, matching, readsComment, regex } from './matching.js';
import type { Pair } from './pair.js';

const PEER_TIMEOUT_MS = 5_000;

/** The parts of a request beside method and path; a body may contain matchers. */
interface RequestParts {
  query?: Record<string, string | Matcher<string>>;
  headers?: Record<string, string | Matcher<string>>;
  body?: unknown;
}

/** A test that calls the provider by the consumer's client class. */
type ClientTest = (peers: Peers) => Promise<void>;

interface ExpectedResponse {
  status: number;
  schema?: z.ZodType | undefined;
  body: unknown;
}

/** A request that the consumer sends, and the response that it expects. */
export class ExpectedRequest {
  private method = 'GET';
  private path: string | Matcher<string> = '/';
  private parts: RequestParts = {};

  constructor(
    private readonly pair: Pair,
    private readonly states: ProviderState[],
    private readonly description: string,
  ) {}

  /** Describes the request. The token, the correlation ID and the content type are pinned without being named. */
  withRequest(method: string, path: string | Matcher<string>, parts: RequestParts = {}): this {
    Object.assign(this, { method, path, parts });
    return this;
  }

  /** Describes the response, with the schema by which the client reads its body, if it reads it. */
  willRespondWith<Read extends z.ZodType>(status: number, schema?: Read, example?: z.input<Read>) {
    const body = schema && matching(schema, example as z.input<Read>);
    return { executeTest: (test: ClientTest) => this.execute({ status, schema, body }, test) };
  }

  /** Runs the test against a mock server, and writes the interaction into the pact if it passes. */
  private async execute({ status, schema, body }: ExpectedResponse, test: ClientTest): Promise<void> {
    const interaction = (await this.pair.builder()).addInteraction();
    if (schema) interaction.comment(readsComment(schema));
    await this.states
      .reduce((builder, { name, params }) => builder.given(name, params as never), interaction)
      .uponReceiving(this.description)
      .withRequest(this.method, this.path as string, (request) => {
        const { query = {}, headers, body: sent } = this.parts;
        request
          .query(query as Record<string, string>)
          .headers({ ...pinnedHeaders(this.pair.consumer.name), ...headers } as never);
        if (sent !== undefined) request.jsonBody(sent);
      })
      .willRespondWith(status, (response) => {
        if (body === undefined) return;
        // In canonical case: pact-js would write a second header beside any other.
        if (status >= 400) response.headers({ 'Content-Type': 'application/problem+json' });
        response.jsonBody(body);
      })
      .executeTest(({ url }) => this.run(test, url, status, schema));
  }

  /** Gives the test what a client class receives in production. */
  private async run(test: ClientTest, url: string, status: number, schema?: z.ZodType): Promise<void> {
    const { consumer, provider } = this.pair;
    const telemetry = new Telemetry(consumer.name, 'error');
    const tokenFor = (callee: string) => token('service', consumer.name, callee);
    const caller = { tokenFor, timeoutMs: PEER_TIMEOUT_MS };
    const peers = new Peers({ [provider]: url }, {}, caller, telemetry);
    const used = recordSchemas(peers.to(provider), status);
    await telemetry.tracing.flow(this.description, () => test(peers));
    if (used.some((other) => (other ?? undefined) !== schema))
      throw new Error(
        `${consumer.name} reads this response by another schema than willRespondWith() has; use the client's schema.`,
      );
  }
}

/** The schemas by which the client reads responses of this status, as it makes its calls. */
function recordSchemas(peer: Peer, status: number): (z.ZodType | null | undefined)[] {
  const used: (z.ZodType | null | undefined)[] = [];
  const call = peer.call.bind(peer);
  peer.call = (method, path, answers, outgoing) => {
    used.push(answers[status]);
    return call(method, path, answers, outgoing);
  };
  return used;
}

/** Verification replaces the token by a fresh one of the consumer that the example names. */
const pinnedHeaders = (consumer: string) => ({
  'X-Correlation-ID': regex(CORRELATION_ID, 'example-process'),
  Authorization: regex('^Bearer \\S+$', `Bearer ${consumer}`),
});
