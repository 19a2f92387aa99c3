import { FORM_TYPE, type Peer, Peers, WithHeaders } from '#libs/service';
import { Telemetry } from '#libs/telemetry';
import type { ProviderState } from '#tooling/pacts';
import { z } from 'zod';
import { token } from '../tokens.js';
import {
  CORRELATION_ID,
  headersComment,
  type Matcher,
  matching,
  matchingStructure,
  readsComment,
  regex,
  sendsComment,
} from './matching.js';
import type { Pair } from './pair.js';

const PEER_TIMEOUT_MS = 5_000;

/** The parts of a request beside method and path. */
interface RequestParts {
  query?: Record<string, string | Matcher<string>>;
  headers?: Record<string, string | Matcher<string>>;
  /** The id of the person in whose name the call is made, with their token. */
  as?: string;
  /** The schema by which the client writes the body; the pact demands the types of its fields. */
  sends?: z.ZodType;
  /** An example of the body. */
  body?: unknown;
  /** Whether the body is a form. The pact demands its very text then, because Pact knows no matchers for one. */
  isForm?: boolean;
}

/** A test that calls the provider by the consumer's client class. */
type ClientTest = (peers: Peers) => Promise<void>;

/** By what a client reads a response: the schema of the body, or those of headers and body. */
type Reading = z.ZodType | WithHeaders;

/** An example of what is read. */
type ExampleOf<Read> =
  Read extends WithHeaders<infer Headers, infer Body>
    ? { headers: z.input<Headers> } & (Body extends z.ZodType ? { body: z.input<Body> } : {})
    : Read extends z.ZodType
      ? z.input<Read>
      : never;

interface ExpectedResponse {
  status: number;
  reading?: Reading | undefined;
  headers: object;
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

  /** Describes the response, with what the client reads of it: a body by its schema, or `withHeaders(…)`. */
  willRespondWith<Read extends Reading>(status: number, reading?: Read, example?: ExampleOf<Read>) {
    const expected = () => ({ status, reading, ...matchers(reading, example) });
    const executeTest = (test: ClientTest) => this.pair.attempt(() => this.execute(expected(), test));
    return { executeTest };
  }

  /** Runs the test against a mock server, and writes the interaction into the pact if it passes. */
  private async execute(
    { status, reading, headers, body }: ExpectedResponse,
    test: ClientTest,
  ): Promise<void> {
    const interaction = (await this.pair.builder()).addInteraction();
    const schema = bodyOf(reading);
    if (schema) interaction.comment(readsComment(schema));
    // One that may be missing is read where the example has it.
    const names = Object.keys(headers).map((name) => name.toLowerCase());
    if (names.length) interaction.comment(headersComment(names));
    const { sends } = this.parts;
    if (sends) interaction.comment(sendsComment(sends));
    await this.states
      .reduce((builder, { name, params }) => builder.given(name, params as never), interaction)
      .uponReceiving(this.description)
      .withRequest(this.method, this.path as string, (request) => {
        const { query = {}, headers, as, body: sent, isForm } = this.parts;
        request
          .query(query as Record<string, string>)
          .headers({ ...pinnedHeaders(this.pair.consumer.name, as), ...headers } as never);
        if (isForm) withText(request).withRequestBody(formOf(sent), FORM_TYPE);
        else if (sent !== undefined) request.jsonBody(sends ? matchingStructure(sends, sent) : sent);
      })
      .willRespondWith(status, (response) => {
        response.headers(headers as never);
        if (body === undefined) return;
        // In canonical case: pact-js would write a second header beside any other.
        if (status >= 400) response.headers({ 'Content-Type': 'application/problem+json' });
        response.jsonBody(body);
      })
      .executeTest(({ url }) => this.run(test, url, status, reading));
  }

  /** Gives the test what a client class receives in production. */
  private async run(test: ClientTest, url: string, status: number, reading?: Reading): Promise<void> {
    const { consumer, provider } = this.pair;
    const telemetry = new Telemetry(consumer.name, 'error');
    const tokenFor = (callee: string) => token('service', consumer.name, callee);
    const caller = { tokenFor, timeoutMs: PEER_TIMEOUT_MS, mostCalls: 1 };
    const peers = new Peers({ [provider]: url }, {}, caller, telemetry);
    const used = recordSchemas(peers.to(provider), status);
    await telemetry.tracing.flow(this.description, () => test(peers));
    if (used.some(({ answer }) => (answer ?? undefined) !== reading))
      throw new Error(
        `${consumer.name} reads this response by another schema than willRespondWith() has; use the client's schema.`,
      );
    if (used.some(({ sent }) => sent !== this.parts.sends))
      throw new Error(
        `${consumer.name} writes this body by another schema than withRequest() has; use the client's schema as sends.`,
      );
  }
}

/** Pact's own body() takes bytes, and then tells by them of which type they are: a form looks like plain text. */
const withText = (request: unknown) =>
  (request as { interaction: { withRequestBody(text: string, type: string): void } }).interaction;

const formOf = (fields: unknown): string => new URLSearchParams(fields as Record<string, string>).toString();

/** The matchers of headers and body. */
function matchers(reading?: Reading, example?: unknown): { headers: object; body: unknown } {
  if (!(reading instanceof WithHeaders))
    return { headers: {}, body: reading && matching(reading, example as never) };
  const { headers = {}, body } = example as { headers?: object; body?: unknown };
  const named = Object.entries(matching(reading.headers, headers as never) as object);
  return {
    headers: Object.fromEntries(named.map(([name, matcher]) => [canonical(name), matcher])),
    body: reading.body ? matching(reading.body, body as never) : undefined,
  };
}

/** The schema of the body. */
const bodyOf = (reading?: Reading) => (reading instanceof WithHeaders ? reading.body : reading);

/** A header's name as pacts write it: `content-type` is `Content-Type`. */
const canonical = (name: string) => name.replace(/\b[a-z]/g, (letter) => letter.toUpperCase());

/** The schemas by which the client writes bodies and reads responses of this status, as it makes its calls. */
function recordSchemas(peer: Peer, status: number) {
  const used: { answer?: Reading | null | undefined; sent?: z.ZodType | undefined }[] = [];
  const call = peer.call.bind(peer);
  peer.call = (method, path, answers, outgoing) => {
    used.push({ answer: answers[status], sent: outgoing?.schema });
    return call(method, path, answers, outgoing);
  };
  return used;
}

/** Verification replaces the token by a fresh one of the consumer that the example names, or of the person in whose name it calls. */
const pinnedHeaders = (consumer: string, person?: string) => ({
  'X-Correlation-ID': regex(CORRELATION_ID, 'example-process'),
  Authorization: regex('^Bearer \\S+$', `Bearer ${[consumer, person].filter(Boolean).join('.')}`),
});
