import { contractHash } from '#libs/contract-hash';
import { isDeepStrictEqual } from 'node:util';
import { type Contents, type HttpInteraction, interactionName, isHttp, type Pact, pactFileName, type ProviderState, bytesOf, textOf } from '#tooling/pacts';
import { type Imposter } from '#tooling/mountebank';
import { absencePredicates, predicatesOf, singleValues } from './predicates.js';
import type { ProviderDocument } from './provider-document.js';
import { headerStubs, refusalStubs } from './refusal-stubs.js';
import { notImplemented, type Stub } from './stub.js';

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
 * @param document what the provider itself says of requests: those that it refuses get a 501 that says why
 * @throws Error when the pact has no such state
 */
export function imposterOf(pact: Pact, states?: State[], document?: ProviderDocument): PactImposter {
  const _pact = { consumer: pact.consumer.name, provider: pact.provider.name, hash: contractHash(pact) };
  const name = `${_pact.provider} for ${_pact.consumer}, pact ${_pact.hash}`;
  return { protocol: 'http', name, recordRequests: true, stubs: stubsFor(pact, states, document), _pact };
}

/**
 * The stubs of the interactions whose states hold. The narrower request comes first; of equal requests, the interaction
 * with more states, or the one with the lower status if no states are given. What the document of the provider refuses is
 * answered by no interaction, except one whose own example is refused.
 * @throws Error when the pact has no such state
 */
export function stubsFor(pact: Pact, states?: State[], document?: ProviderDocument): Stub[] {
  const all = pact.interactions.filter(isHttp);
  states?.forEach((state) => checkState(state, pact, all));
  const holds = (one: ProviderState) => !states || states.some((state) => isState(state, one));
  const inOrder = (one: HttpInteraction, other: HttpInteraction) =>
    narrowness(other) - narrowness(one) ||
    (states ? statesOf(other).length - statesOf(one).length : 0) ||
    one.response.status - other.response.status;
  const possible = all.filter((interaction) => statesOf(interaction).every(holds)).sort(inOrder);
  const operations = document ? document.operationsOf(all.map(({ request }) => request)) : [];
  const takes = `${pact.provider.name} takes it, by its OpenAPI document. `;
  const isRefused = (one: HttpInteraction) => !!document?.refusalOf(sentBy(one));
  return [
    ...possible.filter(isRefused).map(stubOf),
    ...operations.flatMap((one) => refusalStubs(pact.provider.name, one)),
    ...possible.filter((one) => !isRefused(one)).map(stubOf),
    ...operations.flatMap((one) => headerStubs(pact.provider.name, one)),
    ...operations.map(({ isMeant }) => ({ predicates: isMeant, ...notInContract(pact, all, takes) })),
    notInContract(pact, all),
  ];
}

const sentBy = ({ request: { method, path, body } }: HttpInteraction) => ({
  method,
  path,
  body: (body && textOf(body)) ?? '',
});

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
function notInContract(pact: Pact, all: HttpInteraction[], takes = ''): Stub {
  const known = all.map((one) => `${one.request.method} ${one.request.path} (${interactionName(one)})`);
  const { consumer, provider } = pact;
  const spec = `apps/${consumer.name}/test/${provider.name}.consumer-pact-spec.ts`;
  const detail =
    `The pact ${pactFileName(pact)} has no interaction for this \${method} \${path}. ${takes}` +
    `To expect it, add an interaction with its method, path, query, headers and fields to ${spec}. ` +
    `The pact has: ${known.join('; ') || 'no request'}.`;
  return notImplemented('not-in-contract', detail);
}
