import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '#tooling/platform';
import { type Schema } from './json-schema.js';

/** Where the accepted pacts are, seen from the root of the repository. */
export const PACTS = 'contracts/pacts';

/** A provider state: what must be true before an interaction can happen. */
export interface ProviderState {
  name: string;
  params?: Record<string, unknown>;
}

/** One matching rule, such as `{ match: 'regex', regex: '^\\d+$' }`. */
export interface Rule {
  match: string;
  regex?: string;
  /** Least length of an array. */
  min?: number;
}

/** Rules by place: a header's name, or a JSON path into the body. */
export type Rules = Record<string, { matchers: Rule[] }>;

/** A body: an example that rules may loosen. */
export interface Contents {
  content: unknown;
  contentType: string;
  encoded?: boolean;
}

interface Expectation {
  description: string;
  providerStates?: ProviderState[];
  pending?: boolean;
  /** Ours say by which schema the consumer reads the body. */
  comments?: { reads?: Schema };
}

/** What both halves of an HTTP interaction may have. */
interface HttpPart {
  headers?: Record<string, string[]>;
  body?: Contents;
  matchingRules?: { path?: { matchers: Rule[] }; query?: Rules; header?: Rules; body?: Rules };
}

/** A request and the answer to it. */
export interface HttpInteraction extends Expectation {
  type: 'Synchronous/HTTP';
  request: HttpPart & { method: string; path: string; query?: Record<string, string[]> };
  response: HttpPart & { status: number };
}

/** An event: its data, and its attributes as metadata. */
export interface EventInteraction extends Expectation {
  type: 'Asynchronous/Messages';
  contents: Contents;
  metadata: Record<string, unknown>;
  matchingRules?: { body?: Rules; metadata?: Rules };
}

export type Interaction = HttpInteraction | EventInteraction;

/** A pact file of specification 4 (https://github.com/pact-foundation/pact-specification), as far as we use it. */
export interface Pact {
  consumer: { name: string };
  provider: { name: string };
  interactions: Interaction[];
  metadata?: { pactSpecification?: { version: string } };
}

export const isHttp = (one: Interaction): one is HttpInteraction => one.type === 'Synchronous/HTTP';
export const isEvent = (one: Interaction): one is EventInteraction => one.type === 'Asynchronous/Messages';

/** The name that Pact gives the file of a pair. */
export const fileOf = ({ consumer, provider }: Pick<Pact, 'consumer' | 'provider'>): string =>
  `${consumer.name}-${provider.name}.json`;

/** Every pact in a folder; none when there is no such folder. @throws UserError naming a file that is no such pact */
export const readPacts = (folder = PACTS): Pact[] =>
  globSync('*.json', { cwd: folder })
    .sort()
    .map((file) => parsePact(readFileSync(join(folder, file), 'utf8'), join(folder, file)));

/**
 * @param file what the text is called when it is no pact of specification 4
 * @throws UserError saying so
 */
export function parsePact(text: string, file: string): Pact {
  const pact = parse(text, file);
  if (!pact?.consumer?.name || !pact.provider?.name)
    throw new UserError(`${file} names no consumer and provider`);
  const version = pact.metadata?.pactSpecification?.version ?? 'unknown';
  if (!Array.isArray(pact.interactions) || !pact.interactions.every((one) => isHttp(one) || isEvent(one)))
    throw new UserError(
      `${file} (specification ${version}) has to be of specification 4, with HTTP and asynchronous messages only`,
    );
  return pact;
}

function parse(text: string, file: string): Pact | undefined {
  try {
    return JSON.parse(text) as Pact | undefined;
  } catch (error) {
    throw new UserError(`${file} is no JSON: ${(error as Error).message}`, { cause: error });
  }
}

/** An interaction's description with its states: what it is known by. */
export const nameOf = ({ description, providerStates = [] }: Interaction): string =>
  providerStates.length
    ? `${description}, given ${providerStates.map(({ name, params }) => `${name}${params ? ` ${JSON.stringify(params)}` : ''}`).join(' and ')}`
    : description;
