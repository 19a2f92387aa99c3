import { contractHash } from '#libs/service';
import { isDeepStrictEqual } from 'node:util';
import {
  type Contents,
  fileOf,
  type HttpInteraction,
  isHttp,
  nameOf,
  type Pact,
  type ProviderState,
} from '#tooling/pacts';
import { type Imposter } from '#tooling/third-parties';
import { type Predicate, predicatesOf, single } from './predicates.js';

/** A stub of Mountebank, with the interaction that it was made of. */
export interface Stub {
  predicates?: Predicate[];
  responses: Record<string, any>[];
  _pact?: { interaction: string };
}

/** A provider state that holds: by its name or, where the pact has several of that name, with its parameters. */
export type State = string | ProviderState;

/** An imposter that says where it comes from. */
export interface PactImposter extends Imposter {
  stubs: Stub[];
  _pact: { consumer: string; provider: string; hash: string };
}

/**
 * A provider as its pact with one consumer describes it: examples for answers, and a loud 501 for any request that
 * the pact does not know. Predicates choose the stub; whether a request fits the contract is for Pact to judge.
 * @param states the provider states that hold; without them, the friendliest answer to each request
 */
export function imposterOf(pact: Pact, states?: State[]): PactImposter {
  const _pact = { consumer: pact.consumer.name, provider: pact.provider.name, hash: contractHash(pact) };
  const name = `${_pact.provider} for ${_pact.consumer}, pact ${_pact.hash}`;
  return { protocol: 'http', name, recordRequests: true, stubs: stubsFor(pact, states), _pact };
}

/**
 * The stubs for the interactions whose states hold: the narrower request first, of equal ones the one that needs more
 * states, or without states the one with the lower status.
 * @throws Error when a state is none of the pact's
 */
export function stubsFor(pact: Pact, states?: State[]): Stub[] {
  const all = pact.interactions.filter(isHttp);
  states?.forEach((state) => checkState(state, pact, all));
  const holds = (one: ProviderState) => !states || states.some((state) => is(state, one));
  const inOrder = (one: HttpInteraction, other: HttpInteraction) =>
    narrowness(other) - narrowness(one) ||
    (states ? statesOf(other).length - statesOf(one).length : 0) ||
    one.response.status - other.response.status;
  const playable = all.filter((one) => statesOf(one).every(holds)).sort(inOrder);
  return [...playable.map(stubOf), notInContract(pact, all)];
}

const statesOf = ({ providerStates = [] }: HttpInteraction): ProviderState[] => providerStates;

/** Equal values count more than patterns. */
const narrowness = ({ request }: HttpInteraction): number =>
  predicatesOf(request).reduce(
    (sum, { equals, deepEquals, exists }) => sum + (equals || deepEquals ? 2 : exists ? 0 : 1),
    0,
  );

const is = (state: State, { name, params = {} }: ProviderState): boolean =>
  typeof state === 'string'
    ? state === name
    : state.name === name && isDeepStrictEqual(state.params ?? {}, params);

function checkState(state: State, pact: Pact, all: HttpInteraction[]): void {
  const known = all.flatMap(statesOf);
  if (known.some((one) => is(state, one))) return;
  const names = [...new Set(known.map(({ name }) => name))];
  const wanted = typeof state === 'string' ? state : JSON.stringify(state);
  throw new Error(`${fileOf(pact)} has no state ${wanted}; it has: ${names.join(', ') || 'none'}`);
}

function stubOf(interaction: HttpInteraction): Stub {
  const { status, headers, body } = interaction.response;
  const is = {
    statusCode: status,
    ...(headers && { headers: single(headers) }),
    ...(body && { body: textOf(body) }),
  };
  const _pact = { interaction: nameOf(interaction) };
  return { predicates: predicatesOf(interaction.request), responses: [{ is }], _pact };
}

/** A body as it is sent. */
export const textOf = ({ content }: Contents) =>
  typeof content === 'string' ? content : JSON.stringify(content);

/** The last stub: Mountebank's own answer to what it does not know is an empty 200. */
function notInContract(pact: Pact, all: HttpInteraction[]): Stub {
  const known = all.map((one) => `${one.request.method} ${one.request.path} (${nameOf(one)})`).join('; ');
  const detail = `The pact ${fileOf(pact)} has no answer here to \${method} \${path}. It knows: ${known || 'no request'}.`;
  const problem = {
    type: 'urn:troupe:problem:not-in-contract',
    title: 'Not Implemented',
    status: 501,
    detail,
  };
  const copy = (from: string) => ({
    copy: { from, into: `\${${from}}`, using: { method: 'regex', selector: '.+' } },
  });
  const headers = { 'Content-Type': 'application/problem+json' };
  const is = { statusCode: 501, headers, body: JSON.stringify(problem) };
  return { responses: [{ is, behaviors: [copy('method'), copy('path')] }] };
}
