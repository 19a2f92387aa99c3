import { forward, type HttpInteraction, interactionName, isHttp, type Pact, pactFileName, type ProviderState, runVerifierOn, type VerifiedProvider } from '#tooling/pacts';
import { Mountebank, type RunningImposter } from '#tooling/mountebank';
import { imposterOf, type PactImposter, stubsFor } from './generate.js';
import { withRequests } from './imposter-files.js';
import { ProviderDocument } from './provider-document.js';
import { exampleOf, mutationsOf, send } from './request-mutations.js';

/** The result of verifying one imposter. */
export interface ImposterResult {
  /** How many interactions Pact's verifier has verified. */
  interactions: number;
  /** How many requests were sent that violate one rule of their pact. */
  mutations: number;
  /** Responses that differ from the pact, and requests that the imposter accepts and the pact does not. */
  mismatches: string[];
}

/**
 * Verifies that an imposter is as good as its pact: Pact's own verifier accepts it as the provider in each state, and it
 * answers 501 to each request that violates one rule of the pact.
 * @param madeOf what the imposter is made of, if not of the pact
 */
export async function verifyImposter(
  pact: Pact,
  mountebank: Mountebank,
  madeOf = pact,
): Promise<ImposterResult> {
  const http = pact.interactions.filter(isHttp);
  const document = ProviderDocument.read(pact.provider.name);
  const imposter = await mountebank.add(imposterOf(madeOf, undefined, document));
  const mismatches = await responseMismatches({ ...pact, interactions: http }, imposter, madeOf);
  const checks = [];
  for (const interaction of http) checks.push(await looseRules(interaction, pact, mountebank));
  return {
    interactions: http.length,
    mutations: checks.reduce((sum, { mutations }) => sum + mutations, 0),
    mismatches: [...mismatches, ...checks.flatMap(({ loose }) => loose)].map(
      (mismatch) => `${pactFileName(pact)}: ${mismatch}`,
    ),
  };
}

/** What Pact's verifier finds wrong with the imposter's responses. */
async function responseMismatches(pact: Pact, imposter: RunningImposter, madeOf: Pact): Promise<string[]> {
  const provider = providerOf(pact.provider.name, imposter, madeOf);
  const { results } = await runVerifierOn(provider, [pact]);
  if (results.length !== pact.interactions.length)
    return [`Pact verified ${results.length} of ${pact.interactions.length} interactions`];
  return results.flatMap(({ title, mismatches }) => mismatches.map((one) => `${title}: ${one}`));
}

/** An imposter as a provider; Pact sets up the states of an interaction one after the other, and they hold together. */
function providerOf(name: string, imposter: RunningImposter, madeOf: Pact): VerifiedProvider {
  let states: ProviderState[] = [];
  const apply = () => imposter.replace(stubsFor(madeOf, states, ProviderDocument.read(name)));
  return {
    name,
    beforeInteraction: () => ((states = []), apply()),
    setUpState: (state, params) => (states.push({ name: state, params }), apply()),
    respond: (request) => forward(imposter.url, request),
    eventFor: () => Promise.reject(new Error('an imposter publishes no events')),
  };
}

/**
 * Finds the rules of a request that its imposter does not enforce.
 * @param change modifies the imposter first
 */
export async function looseRules(
  interaction: HttpInteraction,
  pact: Pact,
  mountebank: Mountebank,
  change = (_imposter: PactImposter) => {},
): Promise<{ mutations: number; loose: string[] }> {
  const document = ProviderDocument.read(pact.provider.name);
  const imposter = imposterOf({ ...pact, interactions: [interaction] }, undefined, document);
  change(imposter);
  const { url } = await mountebank.add(imposter);
  const name = interactionName(interaction);
  if ((await send(url, exampleOf(interaction.request))) !== interaction.response.status)
    return { mutations: 0, loose: [`${name}: the stub does not answer its own example`] };
  const mutations = mutationsOf(interaction);
  const loose: string[] = [];
  for (const { rule, sent } of mutations)
    if ((await send(url, sent)) !== 501) loose.push(`${name}: the stub takes a request without ${rule}`);
  return { mutations: mutations.length, loose };
}

/** Verifies the imposter of each of these pacts. */
export async function verifyImposters(pacts: Pact[], mountebank: Mountebank): Promise<ImposterResult[]> {
  const results = [];
  for (const pact of pacts) results.push(await verifyImposter(pact, mountebank));
  return results;
}

/** A process of its own for `npm run contracts:stubs`, which receives the results as a message. */
if (import.meta.main) {
  const mountebank = await Mountebank.start();
  process.send?.(
    await verifyImposters(withRequests(process.argv[2]), mountebank).finally(() => mountebank.stop()),
  );
}
