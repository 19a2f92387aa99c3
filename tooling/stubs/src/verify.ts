import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  fileOf,
  type HttpInteraction,
  isHttp,
  nameOf,
  type Pact,
  type ProviderState,
  read,
} from '#tooling/pacts';
import { exampleOf, mutationsOf, send } from './request-mutations.js';
import { imposterOf, type PactImposter, stubsFor } from './generate.js';
import { withRequests } from './imposter-files.js';
import { Mountebank, type RunningImposter } from '#tooling/third-parties';

/** What is wrong with an imposter, and how much of it was tried. */
export interface ImposterResult {
  /** Interactions that Pact's verifier tried on it. */
  interactions: number;
  /** Requests sent that violate one rule of their pact. */
  mutations: number;
  /** What it answers and its pact does not, and what it takes and its pact does not. */
  mismatches: string[];
}

/**
 * A stub is as good as its pact when Pact's own verifier cannot tell it from the provider, in each of its states, and
 * when it answers 501 to a request that breaks one rule of its pact, whichever.
 * @param madeOf what the imposter is made of, unless it is the pact
 */
export async function verifyImposter(
  pact: Pact,
  mountebank: Mountebank,
  madeOf = pact,
): Promise<ImposterResult> {
  const http = pact.interactions.filter(isHttp);
  const mismatches = await answersOf(
    { ...pact, interactions: http },
    await mountebank.add(imposterOf(madeOf)),
    madeOf,
  );
  const tried = [];
  for (const interaction of http) tried.push(await looseRules(interaction, pact, mountebank));
  return {
    interactions: http.length,
    mutations: tried.reduce((sum, { mutations }) => sum + mutations, 0),
    mismatches: [...mismatches, ...tried.flatMap(({ loose }) => loose)].map(
      (mismatch) => `${fileOf(pact)}: ${mismatch}`,
    ),
  };
}

/** What Pact's verifier has against an imposter; the states of one interaction are told one by one and hold together. */
async function answersOf(pact: Pact, imposter: RunningImposter, madeOf: Pact): Promise<string[]> {
  const { Verifier } = await import('@pact-foundation/pact');
  let holding: ProviderState[] = [];
  const hold = async (...states: ProviderState[]) => imposter.replace(stubsFor(madeOf, (holding = states)));
  const names = pact.interactions.flatMap(({ providerStates = [] }) =>
    providerStates.map(({ name }) => name),
  );
  const handlers = names.map((name) => [
    name,
    (params: unknown) => hold(...holding, { name, params: (params ?? {}) as Record<string, unknown> }),
  ]);
  const folder = await mkdtemp(join(tmpdir(), 'proof-'));
  const file = join(folder, fileOf(pact));
  await writeFile(file, JSON.stringify(pact));
  try {
    const verifier = new Verifier({
      provider: pact.provider.name,
      providerBaseUrl: imposter.url,
      pactUrls: [file],
      logLevel: 'error',
      beforeEach: () => hold(),
      stateHandlers: Object.fromEntries(handlers),
    });
    const results = read(await verifier.verifyProvider().catch((error: Error) => error.message));
    if (results.length !== pact.interactions.length) return ['not every interaction was tried'];
    return results.flatMap(({ title, mismatches }) => mismatches.map((mismatch) => `${title}: ${mismatch}`));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/**
 * The rules of a request that an imposter made of it does not hold its callers to.
 * @param change what is done to the imposter first
 */
export async function looseRules(
  interaction: HttpInteraction,
  pact: Pact,
  mountebank: Mountebank,
  change = (_imposter: PactImposter) => {},
): Promise<{ mutations: number; loose: string[] }> {
  const imposter = imposterOf({ ...pact, interactions: [interaction] });
  change(imposter);
  const { url } = await mountebank.add(imposter);
  const name = nameOf(interaction);
  if ((await send(url, exampleOf(interaction.request))) !== interaction.response.status)
    return { mutations: 0, loose: [`${name}: its own example is not answered`] };
  const mutations = mutationsOf(interaction.request);
  const loose: string[] = [];
  for (const { rule, sent } of mutations)
    if ((await send(url, sent)) !== 501) loose.push(`${name}: the stub takes a request without ${rule}`);
  return { mutations: mutations.length, loose };
}

/** Proves an imposter for each of these pacts. */
export async function verifyImposters(pacts: Pact[], mountebank: Mountebank): Promise<ImposterResult[]> {
  const proofs = [];
  for (const pact of pacts) proofs.push(await verifyImposter(pact, mountebank));
  return proofs;
}

/** As a process of its own, because Pact's verifier writes past us to the terminal; the proofs are a message to its parent. */
if (import.meta.main) {
  const mountebank = await Mountebank.start();
  process.send?.(
    await verifyImposters(withRequests(process.argv[2]), mountebank).finally(() => mountebank.stop()),
  );
}
