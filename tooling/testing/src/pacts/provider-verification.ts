import {
  forward,
  type InteractionResult,
  interactionTitle,
  isEvent,
  isHttp,
  type Output,
  type Pact,
  type ProviderRequest,
  type ProviderResponse,
  type VerifiedProvider,
} from '#tooling/pacts';
import { sql } from 'kysely';
import type { ServiceUnderTest } from '../service-under-test.js';
import { token } from '../tokens.js';
import type { VerifiedInteraction } from './mutation.js';

/** Sets up a provider state through the provider's own API; `params` are what the consumer wrote. */
export type StateHandler = (params: Record<string, any>) => Promise<unknown>;

/** A running service, as Pact's verifier calls it. */
export class ProviderVerification implements VerifiedProvider {
  readonly name: string;
  /** Real responses and events, in the order of the results. */
  private readonly outputs: Output[] = [];
  private readonly eventTypes: Map<string, string>;
  /** The last row of the outbox before the states of the current interaction were set up. */
  private lastSeq = '0';

  constructor(
    private readonly provider: ServiceUnderTest,
    private readonly pact: Pact,
    private readonly states: Record<string, StateHandler>,
  ) {
    this.name = provider.name;
    const events = pact.interactions.filter(isEvent);
    this.eventTypes = new Map(
      events.map(({ description, metadata }) => [description, String(metadata.type)]),
    );
  }

  readonly beforeInteraction = async (): Promise<void> => {
    const { rows } = await sql<{ seq: string }>`
      select coalesce(max(seq), 0) as seq from messaging.outbox`.execute(this.provider.database.query);
    this.lastSeq = rows[0]?.seq ?? '0';
  };

  setUpState(name: string, params: Record<string, unknown>): unknown {
    return this.states[name]?.(params);
  }

  async respond(request: ProviderRequest): Promise<ProviderResponse> {
    const headers = await this.withFreshToken(request.headers);
    const response = await forward(this.provider.url, { ...request, headers });
    this.outputs.push(outputOf(response));
    return response;
  }

  /** The newest event in the outbox since the states were set up: exactly what the broker is given. */
  async eventFor(description: string): Promise<Output> {
    const type = this.eventTypes.get(description);
    const { rows } = await sql<{ attributes: Record<string, unknown>; body: unknown }>`
      select attributes, body from messaging.outbox where type = ${type} and seq > ${this.lastSeq}
      order by seq desc limit 1`.execute(this.provider.database.query);
    const [row] = rows;
    if (!row) throw new Error(`the states were set up, but no ${type} was published`);
    const attributes = Object.entries(row.attributes).map(([name, value]) => [name, String(value)]);
    const metadata = {
      ...(Object.fromEntries(attributes) as Record<string, string>),
      contentType: String(row.attributes.datacontenttype),
    };
    const output = { metadata, body: row.body };
    this.outputs.push(output);
    return output;
  }

  /** Each interaction with the output that it was verified on. */
  verified(results: InteractionResult[]): VerifiedInteraction[] {
    const consumer = this.pact.consumer.name;
    const all = [...this.pact.interactions];
    return results.map(({ title }, index) => {
      const position = all.findIndex((interaction) => interactionTitle(consumer, interaction) === title);
      const [interaction] = all.splice(position, 1);
      const output = this.outputs[index];
      if (!interaction || !output || isHttp(interaction) !== (output.status !== undefined))
        throw new Error(
          `${this.name} has no output for ${title}; its verification must pass before mutation.`,
        );
      return { consumer, interaction, output };
    });
  }

  /** The example of the header names the consumer; every consumer is a service. */
  private async withFreshToken(headers: ProviderRequest['headers']): Promise<ProviderRequest['headers']> {
    const [, consumer] = /^Bearer (\S+)$/.exec(headers.authorization ?? '') ?? [];
    if (!consumer) return headers;
    return { ...headers, authorization: `Bearer ${await token('service', consumer, this.name)}` };
  }
}

function outputOf({ status, headers, body }: ProviderResponse): Output {
  const isJson = body.length > 0 && headers['content-type']?.includes('json');
  return {
    status,
    metadata: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    body: isJson ? (JSON.parse(body.toString()) as unknown) : undefined,
  };
}
