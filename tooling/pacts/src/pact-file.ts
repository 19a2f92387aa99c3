import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '#tooling/platform';
import { type Schema } from './json-schema.js';

/** The folder of the accepted pacts, relative to the root of the repository. */
export const PACTS = 'contracts/pacts';

/** A provider state: a condition under which an interaction happens. */
export interface ProviderState {
  name: string;
  params?: Record<string, unknown>;
}

/** One matching rule, such as `{ match: 'regex', regex: '^\\d+$' }`. */
export interface Rule {
  match: string;
  regex?: string;
  /** The minimum length of a list. */
  min?: number;
}

/** Matching rules by the name of a header, or by a JSON path into the body. */
export type Rules = Record<string, { matchers: Rule[] }>;

/** A body: an example, which matching rules may loosen. */
export interface Contents {
  content: unknown;
  contentType: string;
  /** `base64` when the content is encoded. */
  encoded?: boolean | string;
}

interface InteractionBase {
  description: string;
  providerStates?: ProviderState[];
  pending?: boolean;
  /** Pacts of this repository record what the consumer reads and sends. */
  comments?: {
    /** The schema of the body that is read. */
    reads?: Schema;
    /** The schema of the body that is sent. */
    sends?: Schema;
    /** The optional attributes of an event. */
    attributes?: string[];
    /** The headers of a response. */
    headers?: string[];
  };
}

interface HttpMessage {
  headers?: Record<string, string[]>;
  body?: Contents;
  matchingRules?: { path?: { matchers: Rule[] }; query?: Rules; header?: Rules; body?: Rules };
}

/** A request and its response. */
export interface HttpInteraction extends InteractionBase {
  type: 'Synchronous/HTTP';
  request: HttpMessage & { method: string; path: string; query?: Record<string, string[]> };
  response: HttpMessage & { status: number };
}

/** An event: its data, and its attributes as metadata. */
export interface EventInteraction extends InteractionBase {
  type: 'Asynchronous/Messages';
  contents: Contents;
  metadata: Record<string, unknown>;
  matchingRules?: { body?: Rules; metadata?: Rules };
}

export type Interaction = HttpInteraction | EventInteraction;

/** The part of a pact file of specification 4 that is used: https://github.com/pact-foundation/pact-specification */
export interface Pact {
  consumer: { name: string };
  provider: { name: string };
  interactions: Interaction[];
  metadata?: { pactSpecification?: { version: string } };
}

export const isHttp = (interaction: Interaction): interaction is HttpInteraction =>
  interaction.type === 'Synchronous/HTTP';
export const isEvent = (interaction: Interaction): interaction is EventInteraction =>
  interaction.type === 'Asynchronous/Messages';

/** The file name that Pact gives to a pair. */
export const pactFileName = ({ consumer, provider }: Pick<Pact, 'consumer' | 'provider'>): string =>
  `${consumer.name}-${provider.name}.json`;

/** Every pact in a folder; none when the folder does not exist. @throws UserError as `parsePact` does */
export const readPacts = (folder = PACTS): Pact[] => pactFilesIn(folder).map(({ pact }) => pact);

/** Every pact in a folder with its file, which other tools may have named. @throws UserError as `parsePact` does */
export const pactFilesIn = (folder: string): { file: string; pact: Pact }[] =>
  globSync('*.json', { cwd: folder })
    .sort()
    .map((name) => join(folder, name))
    .map((file) => ({ file, pact: parsePact(readFileSync(file, 'utf8'), file) }));

/** The pact of a pair; undefined when the folder has none. Reads no other file. @throws UserError as `parsePact` does */
export function readPact(pair: Pick<Pact, 'consumer' | 'provider'>, folder = PACTS): Pact | undefined {
  const file = join(folder, pactFileName(pair));
  return existsSync(file) ? parsePact(readFileSync(file, 'utf8'), file) : undefined;
}

/**
 * Parses a pact.
 * @param file names the text in errors
 * @throws UserError when it is not a pact of specification 4 with HTTP and asynchronous messages only
 */
export function parsePact(text: string, file: string): Pact {
  const pact = parseJson(text, file);
  if (!pact?.consumer?.name || !pact.provider?.name)
    throw new UserError(`${file} does not name a consumer and a provider.`);
  const version = pact.metadata?.pactSpecification?.version ?? 'unknown';
  if (
    !Array.isArray(pact.interactions) ||
    !pact.interactions.every((interaction) => isHttp(interaction) || isEvent(interaction))
  )
    throw new UserError(
      `${file} has specification ${version}; only specification 4 with HTTP and asynchronous messages is supported.`,
    );
  return pact;
}

function parseJson(text: string, file: string): Pact | undefined {
  try {
    return JSON.parse(text) as Pact | undefined;
  } catch (error) {
    throw new UserError(`${file} is not valid JSON: ${(error as Error).message}`, { cause: error });
  }
}

/** The name of an interaction: its description and its states with their parameters. */
export const interactionName = ({ description, providerStates = [] }: Interaction): string =>
  providerStates.length
    ? `${description}, given ${providerStates.map(({ name, params }) => `${name}${params ? ` ${JSON.stringify(params)}` : ''}`).join(' and ')}`
    : description;
