import {
  type EventInteraction,
  fits,
  forward,
  type HttpInteraction,
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
import type { ServiceUnderTest } from '../service-under-test.js';
import { token } from '../tokens.js';
import { type OutboxRow, OutboxRows } from './outbox-rows.js';
import type { Trial } from './output-trials.js';
import { contradictions, setUp, type SetUp, type StateHandlers, untold } from './provider-states.js';

/** A running service, as Pact's verifier calls it. */
export class ProviderVerification implements VerifiedProvider {
  readonly name: string;
  /** Real responses and events, in the order of the results. */
  private readonly outputs: Output[] = [];
  private readonly outbox: OutboxRows;
  /** The states of the current interaction, each with the last row of the outbox before and after it was set up. */
  private setUps: (SetUp & { after: bigint; until: bigint })[] = [];

  constructor(
    private readonly provider: ServiceUnderTest,
    private readonly pact: Pact,
    private readonly states: StateHandlers,
  ) {
    this.name = provider.name;
    this.outbox = new OutboxRows(provider.database);
  }

  readonly beforeInteraction = async (): Promise<void> => {
    this.setUps = [];
  };

  async setUpState(name: string, params: Record<string, unknown>): Promise<void> {
    let after = await this.outbox.newest();
    for await (const one of setUp(this.states, { name, params })) {
      const until = await this.outbox.newest();
      this.setUps.push({ ...one, after, until });
      after = until;
    }
  }

  /** @throws Error when the consumer reads something else than the parameters of the states say */
  async respond(request: ProviderRequest): Promise<ProviderResponse> {
    // The body is read here: the verifier would take it compressed.
    const { 'accept-encoding': _encodings, ...given } = request.headers;
    const headers = await this.withFreshToken(given);
    const response = await forward(this.provider.url, { ...request, headers });
    const output = outputOf(response);
    this.outputs.push(output);
    for (const { response: expected } of this.requestsLike(request))
      for (const { state } of this.setUps)
        if (response.status === expected.status)
          refuse(contradictions(state.params, expected.body?.content, output.body));
    return response;
  }

  /**
   * The event of an interaction: a row that the outbox wrote while the states were set up, exactly what the broker is
   * given. Of several rows, it is the first one that does not fit or, if all do, the one that says most.
   * @throws Error when a case of a state has published none, or the consumer reads something else than the state says
   */
  async eventFor(description: string): Promise<Output> {
    const expected = this.pact.interactions.filter(isEvent).find((one) => this.isCurrent(one, description));
    if (!expected) throw new Error(`the pact has no ${description} in these states`);
    const type = String(expected.metadata.type);
    const rows = await this.outbox.rows(type, this.setUps[0]!.after, this.setUps.at(-1)!.until);
    refuse(this.gaps(type, rows));
    const outputs = rows.map(outputOfRow);
    const read = { ...expected.metadata, ...(expected.contents.content as object) };
    outputs.forEach((output, at) => {
      const setUp = this.setUps.find(({ until }) => BigInt(rows[at]!.seq) <= until)!;
      const facts = setUp.facts?.of(type);
      refuse(untold(setUp, facts, read).map((one) => `${type}: ${one}`));
      const said = { ...output.metadata, ...(output.body as object) };
      refuse(contradictions(facts, read, said).map((one) => `${type}: ${one}`));
    });
    const output = outputs.find((one) => !fits(expected, one)) ?? fullest(outputs)!;
    this.outputs.push(output);
    return output;
  }

  private isCurrent(one: EventInteraction | HttpInteraction, description: string): boolean {
    const names = this.setUps.map(({ state }) => state.name);
    const { providerStates = [] } = one;
    return one.description === description && providerStates.every(({ name }) => names.includes(name));
  }

  /** The interactions that may have sent this request. */
  private requestsLike({ method, path }: ProviderRequest): HttpInteraction[] {
    return this.pact.interactions
      .filter(isHttp)
      .filter((one) => this.isCurrent(one, one.description))
      .filter(({ request }) => request.method === method && request.path === path);
  }

  /** The cases in which no event was published, although others of the same state did. */
  private gaps(type: string, rows: OutboxRow[]): string[] {
    if (!rows.length) return [`the states were set up, but no ${type} was published`];
    const silent = this.setUps.filter(
      ({ after, until }) => !rows.some(({ seq }) => BigInt(seq) > after && BigInt(seq) <= until),
    );
    const loud = this.setUps.filter((one) => !silent.includes(one)).map(({ state }) => state.name);
    return silent
      .filter(({ state }) => loud.includes(state.name))
      .map(
        ({ state, special }) =>
          `the state "${state.name}" was set up ${special}, but no ${type} was published`,
      );
  }

  /** Each interaction with the output that it was verified on. */
  verified(results: InteractionResult[]): Trial[] {
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

  /** The example of the header names the consumer, and behind a full stop the person in whose name it calls. */
  private async withFreshToken(headers: ProviderRequest['headers']): Promise<ProviderRequest['headers']> {
    const [, consumer, person] = /^Bearer ([^\s.]+)(?:\.(\S+))?$/.exec(headers.authorization ?? '') ?? [];
    if (!consumer) return headers;
    const fresh = person ? token('person', person) : token('service', consumer, this.name);
    return { ...headers, authorization: `Bearer ${await fresh}` };
  }
}

/** The longest body: mutants are made of it, and they should reach every field. */
const fullest = (outputs: Output[]): Output | undefined =>
  outputs.toSorted((one, other) => sizeOf(other) - sizeOf(one))[0];

const sizeOf = ({ body }: Output): number => JSON.stringify(body).length;

/** @throws Error with these problems, if there are any */
function refuse(problems: string[]): void {
  if (problems.length) throw new Error(problems.join('; '));
}

function outputOfRow({ attributes, body }: OutboxRow): Output {
  const texts = Object.entries(attributes).map(([name, value]) => [name, String(value)]);
  const metadata = Object.fromEntries(texts) as Record<string, string>;
  return { metadata: { ...metadata, contentType: String(attributes.datacontenttype) }, body };
}

function outputOf({ status, headers, body }: ProviderResponse): Output {
  const isJson = body.length > 0 && headers['content-type']?.includes('json');
  return {
    status,
    metadata: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    body: isJson ? (JSON.parse(body.toString()) as unknown) : undefined,
  };
}
