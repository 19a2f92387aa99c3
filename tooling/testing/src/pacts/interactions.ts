import type { PactV4 } from '@pact-foundation/pact';
import { Envelope, type Heard, type Message } from '#libs/messaging';
import { type Peer, Peers, type Service } from '#libs/service';
import { Telemetry } from '#libs/telemetry';
import { v5 } from 'uuid';
import { z } from 'zod';
import { type ProviderState } from '#tooling/pacts';
import { type ServiceUnderTest } from '../service-under-test.js';
import { type TestEnvironment } from '../test-environment.js';
import { token } from '../tokens.js';
import { type Matcher, matching, regex, schemaOf, structureOf } from './matching.js';

const CORRELATION_ID = '^[A-Za-z0-9._-]{8,64}$';
/** The namespace of the ids of example events: the same interaction has the same id in every run. */
const EXAMPLES = '6f3c1d3e-9f0a-4c55-8f2e-3f0e8a1c7b90';
const PEER_TIMEOUT_MS = 5_000;

/** Both ends of a pact, and how an interaction of theirs is written and played. */
export interface Pair {
  readonly consumer: Service;
  readonly provider: string;
  builder(): Promise<PactV4>;
  play(): Promise<{ environment: TestEnvironment; service: ServiceUnderTest }>;
}

/** Where an event is heard: the consumer, and the moment at which it hears. */
interface Hearing {
  environment: TestEnvironment;
  service: ServiceUnderTest;
  event: Message & { id: string };
  /** Publishes the example through the broker as the provider does, and resolves once the consumer dealt with it. */
  hear: () => Promise<void>;
}

type Params = NonNullable<ProviderState['params']>;

/** What a request is made of beside method and path; a body may hold matchers. */
interface RequestParts {
  query?: Record<string, string | Matcher<string>>;
  headers?: Record<string, string | Matcher<string>>;
  body?: unknown;
}

/** The provider states under which an interaction happens. */
export class Given {
  constructor(
    private readonly pair: Pair,
    private readonly states: ProviderState[] = [],
  ) {}

  /** Adds a state, in words of the business. Its parameters tell the provider which ids to use. */
  given(name: string, params?: Params): Given {
    return new Given(this.pair, [...this.states, params ? { name, params } : { name }]);
  }

  /**
   * Expects an event with the fields that `heard` reads, all of them and no other.
   * @param attributes optional attributes that the consumer reads too, such as `entityversion`
   */
  expectsToReceive<Read extends z.ZodType>(
    heard: Heard<Read>,
    example: z.input<Read>,
    attributes: Partial<Record<keyof Envelope, string | number>> = {},
  ): ExpectedEvent<Read> {
    if (!this.states.length) throw new Error(`say what made ${heard.type} happen: given('…')`);
    return new ExpectedEvent(this.pair, this.states, heard, example, attributes);
  }

  /** Begins a request; the description says what it is for. */
  uponReceiving(description: string): ExpectedRequest {
    return new ExpectedRequest(this.pair, this.states, description);
  }
}

class ExpectedEvent<Read extends z.ZodType> {
  constructor(
    private readonly pair: Pair,
    private readonly states: ProviderState[],
    private readonly heard: Heard<Read>,
    private readonly example: z.input<Read>,
    private readonly attributes: Partial<Record<keyof Envelope, string | number>>,
  ) {}

  /** @param test arranges, calls `hear()`, and asserts through the consumer's doors what hearing has done */
  async executeTest(test: (hearing: Hearing) => Promise<void>): Promise<void> {
    const { type, schema } = this.heard;
    if (!this.pair.consumer.events.heard.includes(this.heard as Heard)) {
      throw new Error(`${this.pair.consumer.name} does not hear this ${type}: take it from its events.ts`);
    }
    const { environment, service } = await this.pair.play();
    const interaction = (await this.pair.builder()).addAsynchronousInteraction();
    await this.states
      .reduce((to, { name, params }) => to.given(name, params as never), interaction)
      .comment(reading(schema))
      .expectsToReceive(`${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type} event`, (message) => {
        message
          .withJSONContent(matching(schema, this.example))
          .withMetadata(this.metadata() as Record<string, string>);
      })
      .executeTest(async ({ contents, metadata }) => {
        const event = asMessage(metadata as Record<string, unknown>, contents.content);
        let isHeard = false;
        const hear = async () => {
          await environment.publish(this.pair.provider, event);
          await service.hasHeard(event.id);
          isHeard = true;
        };
        await test({ environment, service, event, hear });
        if (!isHeard) throw new Error(`the test never called hear(): ${type} was not published`);
      });
  }

  /** The envelope as `readMessage` demands it, with the values that must not vary. */
  private metadata(): unknown {
    const { type } = this.heard;
    const source = `/troupe/${this.pair.provider}`;
    const key = JSON.stringify([this.pair.consumer.name, source, type, this.states]);
    const envelope = Envelope.extend({
      type: z.literal(type),
      source: z.literal(source),
      correlationid: z.string().regex(new RegExp(CORRELATION_ID)),
      entityversion: z.string().regex(/^\d+$/).optional(),
    });
    const example = {
      specversion: '1.0' as const,
      id: v5(key, EXAMPLES),
      source,
      type,
      subject: 'example',
      time: '2026-01-01T00:00:00.000Z',
      datacontenttype: 'application/json' as const,
      correlationid: 'example-process',
      causationid: v5(`cause of ${key}`, EXAMPLES),
      ...Object.fromEntries(Object.entries(this.attributes).map(([name, value]) => [name, String(value)])),
    };
    return { ...(matching(envelope, example) as object), contentType: 'application/json' };
  }
}

/** What Pact calls `contentType`, CloudEvents call `datacontenttype`, which is there too. */
function asMessage(
  { contentType: _contentType, ...attributes }: Record<string, unknown>,
  data: unknown,
): Message & { id: string } {
  return { id: String(attributes.id), attributes, body: Buffer.from(JSON.stringify(data)) };
}

/** Lets the consumer's client call. */
type Call = (peers: Peers) => Promise<void>;

interface Expected {
  status: number;
  schema?: z.ZodType | undefined;
  body: unknown;
}

class ExpectedRequest {
  private method = 'GET';
  private path: string | Matcher<string> = '/';
  private parts: RequestParts = {};

  constructor(
    private readonly pair: Pair,
    private readonly states: ProviderState[],
    private readonly description: string,
  ) {}

  /** The token, the correlation ID and the content type are pinned without being named. */
  withRequest(method: string, path: string | Matcher<string>, parts: RequestParts = {}): this {
    Object.assign(this, { method, path, parts });
    return this;
  }

  /** The answer; with the schema that the client reads its body by, if it reads it. */
  willRespondWith<Read extends z.ZodType>(status: number, schema?: Read, example?: z.input<Read>) {
    const body = schema && matching(schema, example as z.input<Read>);
    return { executeTest: (test: Call) => this.execute({ status, schema, body }, test) };
  }

  /** Lets `test` call the mock provider through what a client class is given in production. */
  private async execute({ status, schema, body }: Expected, test: Call): Promise<void> {
    const { consumer, provider } = this.pair;
    const interaction = (await this.pair.builder()).addInteraction();
    if (schema) interaction.comment(reading(schema));
    await this.states
      .reduce((to, { name, params }) => to.given(name, params as never), interaction)
      .uponReceiving(this.description)
      .withRequest(this.method, this.path as string, (request) => {
        const { query = {}, headers, body: sent } = this.parts;
        request
          .query(query as Record<string, string>)
          .headers({ ...pinned(consumer.name), ...headers } as never);
        if (sent !== undefined) request.jsonBody(sent);
      })
      .willRespondWith(status, (response) => {
        if (body === undefined) return;
        // In canonical case: pact-js would write a second header beside any other.
        if (status >= 400) response.headers({ 'Content-Type': 'application/problem+json' });
        response.jsonBody(body);
      })
      .executeTest(async ({ url }) => {
        const telemetry = new Telemetry(consumer.name, 'error');
        const tokenFor = (callee: string) => token('service', consumer.name, callee);
        const caller = { tokenFor, timeoutMs: PEER_TIMEOUT_MS };
        const peers = new Peers({ [provider]: url }, {}, caller, telemetry);
        const readBy = schemasUsed(peers.to(provider), status);
        await telemetry.tracing.flow(this.description, () => test(peers));
        if (readBy.some((used) => (used ?? undefined) !== schema))
          throw new Error(`${consumer.name} reads this answer by another schema than willRespondWith() has`);
      });
  }
}

/** The schemas by which the client really reads answers of this status. */
function schemasUsed(peer: Peer, status: number): (z.ZodType | null | undefined)[] {
  const used: (z.ZodType | null | undefined)[] = [];
  const call = peer.call.bind(peer);
  peer.call = (method, path, answers, outgoing) => {
    used.push(answers[status]);
    return call(method, path, answers, outgoing);
  };
  return used;
}

/** What a pact says of its reader, for those who ask whether it would notice a change. */
const reading = (schema: z.ZodType) => ({
  key: 'reads',
  value: JSON.stringify(structureOf(schemaOf(schema))),
});

/** Verification replaces the token by a fresh one of the consumer that the example names. */
const pinned = (consumer: string) => ({
  'X-Correlation-ID': regex(CORRELATION_ID, 'example-process'),
  Authorization: regex('^Bearer \\S+$', `Bearer ${consumer}`),
});
