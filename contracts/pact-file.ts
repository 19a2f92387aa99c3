import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Schema } from './schema.js';

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
}

interface Expectation {
  description: string;
  providerStates?: ProviderState[];
  /** Ours say by which schema the consumer reads the body. */
  comments?: { reads?: Schema };
}

/** What both halves of an HTTP interaction may have. */
export interface HttpPart {
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
}

export const isHttp = (one: Interaction): one is HttpInteraction => one.type === 'Synchronous/HTTP';
export const isEvent = (one: Interaction): one is EventInteraction => one.type === 'Asynchronous/Messages';

/** The name that Pact gives the file of a pair. */
export const fileOf = ({ consumer, provider }: Pick<Pact, 'consumer' | 'provider'>): string =>
  `${consumer.name}-${provider.name}.json`;

/** Every pact in a folder; none when there is no such folder. */
export const readPacts = (folder = PACTS): Pact[] =>
  globSync('*.json', { cwd: folder })
    .sort()
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Pact);

/** An interaction's description with its states: what it is known by. */
export const nameOf = ({ description, providerStates = [] }: Interaction): string =>
  providerStates.length
    ? `${description}, given ${providerStates.map(({ name, params }) => `${name}${params ? ` ${JSON.stringify(params)}` : ''}`).join(' and ')}`
    : description;
