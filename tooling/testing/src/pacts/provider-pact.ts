import { sql } from 'kysely';
import { writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import {
  type Output,
  testRun,
  type Interaction,
  isEvent,
  isHttp,
  nameOf,
  type Pact,
  PACTS,
  type Verification,
  read,
  titleOf,
  type Tried,
  verdictOn,
} from '#tooling/pacts';
import { type ServiceUnderTest } from '../service-under-test.js';
import { token } from '../tokens.js';
import { mutate, type Verified } from './mutation.js';
import { fromBroker, fromFolder, type Source } from './sources.js';

/** Makes a state true through the provider's own doors; `params` are what the consumers wrote. */
type StateHandler = (params: Record<string, any>) => Promise<unknown>;

/** How a provider is put to the proof. */
interface ProviderStates {
  /** Every state that a pact names. For an event, the state's use case is what says it. */
  states: Record<string, StateHandler>;
  /** Where the pacts are, unless they are the accepted ones. */
  folder?: string;
}

/**
 * Verifies a running service against every pact that names it as provider. Requests go to its HTTP door, with a valid
 * token of the consumer. An event is answered by the row that the outbox wrote while its states were made true.
 * @returns what was verified: `consumer: interaction`, each
 * @throws Error naming each interaction that fails, and everything that kept one from being tried
 */
export async function verifyProvider(
  provider: ServiceUnderTest,
  { states, folder }: ProviderStates,
): Promise<string[]> {
  const { results: into, mutants, ...options } = testRun().options;
  const source =
    options.broker && !folder
      ? await fromBroker(provider.name, options.broker)
      : fromFolder(provider.name, folder ?? options.pacts ?? PACTS);
  const expected = source.pacts.flatMap(({ consumer, interactions }) =>
    interactions.map((one) => titleOf(consumer.name, one)),
  );
  if (!expected.length)
    throw new Error(`no interaction in ${source.name} has ${provider.name} as its provider`);
  const fail = (kept: number, problems: string[]) => {
    const summary = `${provider.name} keeps ${kept} of ${expected.length} interactions`;
    if (problems.length) throw new Error([summary, ...problems].join('\n  '));
    return summary;
  };
  fail(0, gaps(source.binding, states));

  const verification = new ProviderVerification(provider, source.pacts, states);
  const results = await verification.run(source.options);
  const { troubles } = verification;
  if (into) await write(into, provider, verdicts(source, results, troubles));
  const passed = results.filter(({ mismatches }) => !mismatches.length).map(({ title }) => title);
  const missing = [...expected];
  for (const { title } of results) if (missing.includes(title)) missing.splice(missing.indexOf(title), 1);
  const broken = results
    .filter(({ isPending }) => !isPending)
    .flatMap(({ title, mismatches }) => mismatches.map((mismatch) => `${title}: ${mismatch}`));
  const summary = fail(passed.length, [
    ...troubles,
    ...(broken.length ? verification.silences : []),
    ...broken,
    ...missing.map((title) => `${title}: it was not tried`),
  ]);
  process.stdout.write(`${summary}\n`);
  if (mutants) await write(mutants, provider, await mutate(provider.name, verification.verified(results)));
  return passed;
}

const write = (folder: string, { name }: ServiceUnderTest, report: object) =>
  writeFile(join(folder, `${name}.json`), JSON.stringify(report));

/** What is said of each pact; of one that a broker has twice, results that bind and those that do not are kept apart. */
const verdicts = ({ pacts, binding }: Source, results: Tried[], troubles: string[]): Verification[] =>
  pacts.map((pact) => {
    const pending = !binding.includes(pact);
    const own = results.filter(({ isPending }) => isPending === pending);
    return { ...verdictOn(pact, own, troubles), pending };
  });

/** What Pact would only warn of, or answer with another event than the one asked for. */
function gaps(pacts: Pact[], states: ProviderStates['states']): string[] {
  const all = pacts.flatMap(({ interactions }) => interactions);
  const named = new Set(all.flatMap(({ providerStates = [] }) => providerStates.map(({ name }) => name)));
  return [
    ...[...named]
      .filter((name) => !Object.hasOwn(states, name))
      .map((name) => `no state handler for "${name}"`),
    ...all
      .filter(isEvent)
      .filter(({ providerStates = [] }) => !providerStates.length)
      .map((one) => `${nameOf(one)}: no state says what made it happen`),
    ...all
      .filter(isEvent)
      .filter((one) => typesOf(one.description, all).length > 1)
      .map((one) => `"${one.description}" describes ${typesOf(one.description, all).join(' and ')}`),
  ];
}

const typesOf = (description: string, all: Interaction[]): string[] => [
  ...new Set(
    all
      .filter(isEvent)
      .filter((one) => one.description === description)
      .map(({ metadata }) => String(metadata.type)),
  ),
];

class ProviderVerification {
  /** What went wrong in our own state handlers, which Pact only logs. */
  readonly troubles: string[] = [];
  /** Why an event could not be had; Pact tells of it as of an empty one. */
  readonly silences: string[] = [];
  /** What the provider answered and said, in the order of the results. */
  private readonly outputs: Output[] = [];
  /** The last row of the outbox before the states of the current interaction were made true. */
  private position = '0';

  constructor(
    private readonly provider: ServiceUnderTest,
    private readonly pacts: Pact[],
    private readonly states: ProviderStates['states'],
  ) {}

  async run(options: Source['options']): Promise<Tried[]> {
    const { Verifier } = await import('@pact-foundation/pact');
    const verifier = new Verifier({
      provider: this.provider.name,
      providerBaseUrl: this.provider.url,
      ...options,
      logLevel: 'error',
      stateHandlers: this.stateHandlers(),
      messageProviders: this.messageProviders(),
      requestFilter: (
        { headers, url }: FilteredRequest,
        response: ServerResponse,
        next: (error?: unknown) => void,
      ) => {
        // Pact's own requests, for states and messages, pass here too.
        if (!url.startsWith('/_')) listen(response, (output) => this.outputs.push(output));
        void freshToken(headers, this.provider.name).then(() => next(), next);
      },
      beforeEach: async () => void (this.position = await this.lastRow()),
    });
    return read(await verifier.verifyProvider().catch((error: Error) => error.message));
  }

  /** Each interaction with the output that it was verified on. */
  verified(results: Tried[]): Verified[] {
    const all = this.pacts.flatMap(({ consumer, interactions }) =>
      interactions.map((interaction) => ({ consumer: consumer.name, interaction })),
    );
    return results.map(({ title }, number) => {
      const at = all.findIndex(({ consumer, interaction }) => titleOf(consumer, interaction) === title);
      const [one] = all.splice(at, 1);
      const output = this.outputs[number];
      if (!one || !output || isHttp(one.interaction) !== (output.status !== undefined))
        throw new Error(`nobody knows what the provider's output was for ${title}`);
      return { ...one, output };
    });
  }

  private stateHandlers() {
    const named = (name: string, make: StateHandler) => (params: unknown) =>
      noting(this.troubles, `state "${name}"`, () => make((params ?? {}) as Record<string, unknown>)).then(
        () => undefined,
      );
    return Object.fromEntries(Object.entries(this.states).map(([name, make]) => [name, named(name, make)]));
  }

  private messageProviders() {
    const events = this.pacts.flatMap(({ interactions }) => interactions).filter(isEvent);
    return Object.fromEntries(
      events.map(({ description, metadata }) => [
        description,
        () => noting(this.silences, description, () => this.said(String(metadata.type))),
      ]),
    );
  }

  /** The event as it waits in the outbox: exactly what the broker is given. */
  private async said(type: string) {
    const { rows } = await sql<{ attributes: Record<string, unknown>; body: unknown }>`
      select attributes, body from messaging.outbox where type = ${type} and seq > ${this.position}
      order by seq desc limit 1`.execute(this.provider.database.query);
    const [row] = rows;
    if (!row) throw new Error(`the states were made true, but no ${type} was said`);
    const attributes = Object.entries(row.attributes).map(([name, value]) => [name, String(value)]);
    const metadata = {
      ...(Object.fromEntries(attributes) as Record<string, string>),
      contentType: String(row.attributes.datacontenttype),
    };
    this.outputs.push({ metadata, body: row.body });
    return { __pactMessageMetadata: metadata, message: row.body };
  }

  private async lastRow(): Promise<string> {
    const { rows } = await sql<{ seq: string }>`
      select coalesce(max(seq), 0) as seq from messaging.outbox`.execute(this.provider.database.query);
    return rows[0]?.seq ?? '0';
  }
}

async function noting<T>(notes: string[], what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    notes.push(`${what}: ${(error as Error).message}`);
    throw error;
  }
}

/** Tells what is answered, once it is. */
function listen(response: ServerResponse, tell: (output: Output) => void): void {
  const chunks: Buffer[] = [];
  const [write, end] = [response.write.bind(response), response.end.bind(response)];
  const keep = (chunk: unknown) => {
    if (typeof chunk === 'string' || chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk as string));
  };
  response.write = ((chunk: unknown, ...rest: []) => (keep(chunk), write(chunk, ...rest))) as typeof write;
  response.end = ((chunk?: unknown, ...rest: []) => (keep(chunk), end(chunk, ...rest))) as typeof end;
  response.once('finish', () => {
    const text = Buffer.concat(chunks).toString();
    const type = String(response.getHeader('content-type') ?? '');
    const metadata: Record<string, string> = type ? { 'Content-Type': type } : {};
    const body: unknown = text && type.includes('json') ? JSON.parse(text) : undefined;
    tell({ status: response.statusCode, metadata, body });
  });
}

interface FilteredRequest {
  url: string;
  headers: { authorization?: string };
}

/** The example of the header names the consumer; every consumer is a service. */
async function freshToken(headers: FilteredRequest['headers'], provider: string): Promise<void> {
  const [, consumer] = /^Bearer (\S+)$/.exec(headers.authorization ?? '') ?? [];
  if (consumer) headers.authorization = `Bearer ${await token('service', consumer, provider)}`;
}
