import { contractHash } from '#libs/contract-hash';
import { isDeepStrictEqual } from 'node:util';
import { type Contents, type HttpInteraction, interactionName, isHttp, type Pact, pactFileName, type ProviderState, bytesOf, textOf } from '#tooling/pacts';
import { type Imposter } from '#tooling/mountebank';
import { absencePredicates, type Predicate, predicatesOf, singleValues } from './predicates.js';

/** A stub of Mountebank, with the interaction that it is generated from. */
export interface Stub {
  predicates?: Predicate[];
  responses: Record<string, any>[];
  _pact?: { interaction: string };
}

/** A provider state that holds: by its name or, where the pact has several of that name, with its parameters. */
export type State = string | ProviderState;

/** An imposter with the pact that it is generated from. */
export interface PactImposter extends Imposter {
  stubs: Stub[];
  _pact: { consumer: string; provider: string; hash: string };
}

/**
 * The imposter of a provider for one consumer: it answers with the examples of their pact, and with 501 to any request
 * that the pact does not have. Predicates only select the stub; Pact itself validates requests, in `replayAtPact`.
 * @param states the provider states that hold; without them, each request gets the answer with the lowest status
 * @throws Error when the pact has no such state
 */
export function imposterOf(pact: Pact, states?: State[]): PactImposter {
  const _pact = { consumer: pact.consumer.name, provider: pact.provider.name, hash: contractHash(pact) };
  const name = `${_pact.provider} for ${_pact.consumer}, pact ${_pact.hash}`;
  return { protocol: 'http', name, recordRequests: true, stubs: stubsFor(pact, states), _pact };
}

/**
 * The stubs of the interactions whose states hold. The narrower request comes first; of equal requests, the interaction
 * with more states, or the one with the lower status if no states are given.
 * @throws Error when the pact has no such state
 */
export function stubsFor(pact: Pact, states?: State[]): Stub[] {
  const all = pact.interactions.filter(isHttp);
  states?.forEach((state) => checkState(state, pact, all));
  const holds = (one: ProviderState) => !states || states.some((state) => isState(state, one));
  const inOrder = (one: HttpInteraction, other: HttpInteraction) =>
    narrowness(other) - narrowness(one) ||
    (states ? statesOf(other).length - statesOf(one).length : 0) ||
    one.response.status - other.response.status;
  const possible = all.filter((interaction) => statesOf(interaction).every(holds)).sort(inOrder);
  return [...possible.map(stubOf), notInContract(pact, all)];
}

const statesOf = ({ providerStates = [] }: HttpInteraction): ProviderState[] => providerStates;

/** Predicates on equal values count more than patterns. */
const narrowness = ({ request }: HttpInteraction): number =>
  predicatesOf(request).reduce(
    (sum, { equals, deepEquals, exists }) => sum + (equals || deepEquals ? 2 : exists ? 0 : 1),
    0,
  );

const isState = (state: State, { name, params = {} }: ProviderState): boolean =>
  typeof state === 'string'
    ? state === name
    : state.name === name && isDeepStrictEqual(state.params ?? {}, params);

function checkState(state: State, pact: Pact, all: HttpInteraction[]): void {
  const known = all.flatMap(statesOf);
  if (known.some((one) => isState(state, one))) return;
  const names = [...new Set(known.map(({ name }) => name))];
  const wanted = typeof state === 'string' ? state : JSON.stringify(state);
  throw new Error(`${pactFileName(pact)} has no state ${wanted}; it has: ${names.join(', ') || 'none'}.`);
}

function stubOf(interaction: HttpInteraction): Stub {
  const { status, headers, body } = interaction.response;
  const is = {
    statusCode: status,
    ...(headers && { headers: singleValues(headers) }),
    ...(body && bodyOf(body)),
  };
  const _pact = { interaction: interactionName(interaction) };
  const predicates = [...predicatesOf(interaction.request), ...absencePredicates(interaction)];
  return { predicates, responses: [{ is }], _pact };
}

/** Mountebank takes bytes that are no text in base64. */
function bodyOf(body: Contents): object {
  const text = textOf(body);
  return text === undefined ? { body: bytesOf(body).toString('base64'), _mode: 'binary' } : { body: text };
}

/** The last stub, because Mountebank's own answer to an unknown request is an empty 200. */
function notInContract(pact: Pact, all: HttpInteraction[]): Stub {
  const known = all.map((one) => `${one.request.method} ${one.request.path} (${interactionName(one)})`);
  const detail = `The pact ${pactFileName(pact)} has no answer here to \${method} \${path}. It knows: ${known.join('; ') || 'no request'}.`;
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
