import { Envelope, type Heard, type Message, type OptionalAttribute } from '#libs/messaging';
import type { ProviderState } from '#tooling/pacts';
import { v5 } from 'uuid';
import { z } from 'zod';
import { attributesComment, CORRELATION_ID, matching, readsComment } from './matching.js';
import type { Pair, StartedConsumer } from './pair.js';

/** The namespace of the ids of example events: the same interaction has the same id in every run. */
const EXAMPLES = '6f3c1d3e-9f0a-4c55-8f2e-3f0e8a1c7b90';

/** https://www.w3.org/TR/trace-context/#traceparent-header */
const TRACE_PARENT = /^[\da-f]{2}-[\da-f]{32}-[\da-f]{16}-[\da-f]{2}$/;

/** What the test of an event works with. */
interface EventTest extends StartedConsumer {
  event: Message & { id: string };
  /** Publishes the example through the broker as the provider does, and resolves when the consumer has handled it. */
  hear: () => Promise<void>;
}

/** An event that the consumer expects. */
export class ExpectedEvent<Read extends z.ZodType> {
  constructor(
    private readonly pair: Pair,
    private readonly states: ProviderState[],
    private readonly heard: Heard<Read>,
    private readonly example: z.input<Read>,
    private readonly attributes: Partial<Record<OptionalAttribute, string | number>>,
  ) {}

  /**
   * Runs the test, and writes the interaction into the pact if it passes.
   * @param test arranges, calls `hear()`, and asserts its effect through the API of the consumer
   * @throws Error when the consumer does not hear this event, or the test does not call `hear()`
   */
  executeTest(test: (context: EventTest) => Promise<void>): Promise<void> {
    return this.pair.attempt(() => this.execute(test));
  }

  private async execute(test: (context: EventTest) => Promise<void>): Promise<void> {
    const { type, schema, attributes = [] } = this.heard;
    this.checkHeard();
    this.checkAttributes(attributes);
    const consumer = await this.pair.startConsumer();
    const interaction = (await this.pair.builder()).addAsynchronousInteraction();
    await this.states
      .reduce((builder, { name, params }) => builder.given(name, params as never), interaction)
      .comment(readsComment(schema))
      .comment(attributesComment(attributes))
      .expectsToReceive(`${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type} event`, (message) => {
        message
          .withJSONContent(matching(schema, this.example))
          .withMetadata(this.metadata() as Record<string, string>);
      })
      .executeTest(async ({ contents, metadata }) => {
        const event = asMessage(metadata as Record<string, unknown>, contents.content);
        await this.run(test, consumer, event);
      });
  }

  private checkHeard(): void {
    const { name, events } = this.pair.consumer;
    if (!events.heard.includes(this.heard as Heard))
      throw new Error(
        `${name} does not consume this ${this.heard.type}; import it from the events.ts of ${name}.`,
      );
  }

  private checkAttributes(declared: readonly OptionalAttribute[]): void {
    const { type } = this.heard;
    const given = Object.keys(this.attributes) as OptionalAttribute[];
    const missing = declared.filter((name) => !given.includes(name));
    const unread = given.filter((name) => !declared.includes(name));
    if (missing.length)
      throw new Error(`${type} is read with ${missing.join(', ')}: give expectsToReceive() an example.`);
    if (unread.length)
      throw new Error(`The example has ${unread.join(', ')}, which the heard() of ${type} does not declare.`);
  }

  private async run(
    test: (context: EventTest) => Promise<void>,
    { environment, service }: StartedConsumer,
    event: EventTest['event'],
  ): Promise<void> {
    let isHeard = false;
    const hear = async () => {
      await environment.publish(this.pair.provider, event);
      await service.hasHeard(event.id);
      isHeard = true;
    };
    await test({ environment, service, event, hear });
    if (!isHeard) throw new Error(`The test never called hear(), so ${this.heard.type} was not published.`);
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
      traceparent: z.string().regex(TRACE_PARENT).optional(),
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
): EventTest['event'] {
  return { id: String(attributes.id), attributes, body: Buffer.from(JSON.stringify(data)) };
}
