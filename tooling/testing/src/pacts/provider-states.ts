import type { ProviderState } from '#tooling/pacts';
import { isDeepStrictEqual } from 'node:util';

/** Sets up a provider state through the provider's own API; `params` are what the consumer wrote. */
type StateHandler = (params: Record<string, any>) => Promise<unknown>;

/**
 * The handlers of provider states by name. A state that can come about in several ways has a handler for each, by what
 * is special about it: `{ 'with friends': …, 'without friends': … }`. In each of these cases the provider must publish
 * the events of the state.
 */
export type StateHandlers = Record<string, StateHandler | Record<string, StateHandler>>;

/** What is true in a state, for a handler to return. */
export class Facts {
  constructor(
    /** Values by the names that they have in an event of this type. */
    readonly of: (type: string) => object,
  ) {}
}

/**
 * What a handler returns when it knows what its events must say: values by the names that they have in the data, or
 * among the attributes. A name that an event does not have is ignored, because Pact demands what consumers read.
 */
export const facts = (values: object | ((type: string) => object)): Facts =>
  new Facts(typeof values === 'function' ? (values as Facts['of']) : () => values);

/** One case of a state that was set up. */
export interface SetUp {
  state: ProviderState;
  /** What is special about this case; undefined when the state has only one. */
  special?: string | undefined;
  facts?: Facts | undefined;
}

/** Runs the handler of a state, or that of each of its cases. */
export async function* setUp(handlers: StateHandlers, state: ProviderState): AsyncGenerator<SetUp> {
  const handler = handlers[state.name] ?? {};
  const cases = typeof handler === 'function' ? [[undefined, handler] as const] : Object.entries(handler);
  for (const [special, run] of cases) {
    const result = await run(state.params ?? {});
    yield { state, special, facts: result instanceof Facts ? result : undefined };
  }
}

/** The attributes that say whom or what an event is about. */
const ABOUT = ['subject', 'datasubject'];

/**
 * What a handler must tell and does not, as sentences: without it, an event about another entity would pass.
 * @param read an example of what the consumer reads
 */
export const untold = ({ state, special }: SetUp, truth: object = {}, read: object = {}): string[] =>
  ABOUT.filter((name) => Object.hasOwn(read, name) && !Object.hasOwn(truth, name)).map(
    (name) =>
      `a consumer reads ${name}, so the handler of the state "${state.name}"${special ? ` ${special}` : ''} must return it: facts({ ${name}: … })`,
  );

/**
 * Where what was said differs from what is true, as sentences. Only what the consumer reads counts.
 * @param read an example of what the consumer reads
 */
export function contradictions(truth: unknown, read: unknown, said: unknown): string[] {
  if (!isObject(truth) || !isObject(read) || !isObject(said)) return [];
  return Object.entries(truth)
    .filter(([name]) => Object.hasOwn(read, name) && Object.hasOwn(said, name))
    .filter(([name, value]) => !agrees(value, read[name], said[name]))
    .map(
      ([name, value]) =>
        `${name} is ${JSON.stringify(said[name])}, but the state says ${JSON.stringify(value)}`,
    );
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Attributes are text. */
const agrees = (value: unknown, read: unknown, said: unknown): boolean =>
  isObject(value)
    ? isObject(said) && !contradictions(value, read, said).length
    : isDeepStrictEqual(value, said) || String(value) === said;
