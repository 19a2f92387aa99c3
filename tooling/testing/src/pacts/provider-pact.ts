import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type InteractionResult,
  interactionTitle,
  PACTS,
  runVerifier,
  type SpecRunOptions,
  testRun,
  type Verification,
  verificationOf,
} from '#tooling/pacts';
import type { ServiceUnderTest } from '../service-under-test.js';
import { mutate } from './mutation.js';
import { pactsInBroker, pactsInFolder, type PactSource } from './pact-sources.js';
import { ProviderVerification, type StateHandler } from './provider-verification.js';
import { stateGaps } from './state-gaps.js';

/** How a provider is verified. */
interface ProviderVerificationOptions {
  /** A handler for each state that a pact names. An event is what the handlers of its states make the service say. */
  states: Record<string, StateHandler>;
  /** The folder of the pacts, if it is not that of the accepted ones. */
  folder?: string;
}

/**
 * Verifies a running service against every pact that names it as provider. Requests are sent to its HTTP API with a
 * valid token of the consumer. An event is the row that the outbox wrote while its states were set up.
 * @returns the titles of the verified interactions: `consumer: interaction`
 * @throws Error that names each interaction that fails or was not verified, each state that could not be set up, and
 * each gap in the state handlers; its cause is what Pact's verifier prints
 */
export async function verifyProvider(
  provider: ServiceUnderTest,
  { states, folder }: ProviderVerificationOptions,
): Promise<string[]> {
  const { options } = testRun();
  const source = await sourceFor(provider.name, folder, options);
  checkSource(source, provider.name, states);
  const verification = new ProviderVerification(provider, source.pacts, states);
  const { results, errors, missingEvents, output } = await runVerifier(verification, source.verifierOptions);
  if (options.results) await writeReport(options.results, provider, verificationsOf(source, results, errors));

  const kept = results.filter(({ mismatches }) => !mismatches.length).map(({ title }) => title);
  const failures = failuresOf(results);
  const problems = [
    ...errors,
    ...(failures.length ? missingEvents : []),
    ...failures,
    ...unverified(source, results),
  ];
  if (problems.length)
    throw new Error([summary(source, provider.name, kept), ...problems].join('\n  '), { cause: output });
  process.stdout.write(`${summary(source, provider.name, kept)}\n`);
  if (options.mutants)
    await writeReport(options.mutants, provider, await mutate(provider.name, verification.verified(results)));
  return kept;
}

const sourceFor = async (
  provider: string,
  folder: string | undefined,
  { broker, pacts }: SpecRunOptions,
): Promise<PactSource> =>
  broker && !folder ? pactsInBroker(provider, broker) : pactsInFolder(provider, folder ?? pacts ?? PACTS);

/** @throws Error when there is nothing to verify, or states and handlers do not fit */
function checkSource(source: PactSource, provider: string, states: object): void {
  if (!titlesOf(source).length)
    throw new Error(`No interaction in ${source.name} has ${provider} as its provider; check the name.`);
  const gaps = stateGaps(source.binding, states);
  if (gaps.length) throw new Error([summary(source, provider, []), ...gaps].join('\n  '));
}

const titlesOf = ({ pacts }: PactSource): string[] =>
  pacts.flatMap(({ consumer, interactions }) =>
    interactions.map((interaction) => interactionTitle(consumer.name, interaction)),
  );

const summary = (source: PactSource, provider: string, kept: string[]): string =>
  `${provider} keeps ${kept.length} of ${titlesOf(source).length} interactions`;

const failuresOf = (results: InteractionResult[]): string[] =>
  results
    .filter(({ isPending }) => !isPending)
    .flatMap(({ title, mismatches }) => mismatches.map((mismatch) => `${title}: ${mismatch}`));

/** Titles may repeat, so each result counts for one of them. */
function unverified(source: PactSource, results: InteractionResult[]): string[] {
  const missing = titlesOf(source);
  for (const { title } of results) if (missing.includes(title)) missing.splice(missing.indexOf(title), 1);
  return missing.map((title) => `${title}: it was not verified`);
}

/** A broker may have one pact as binding and as pending; each gets its own results. */
const verificationsOf = (
  { pacts, binding }: PactSource,
  results: InteractionResult[],
  errors: string[],
): Verification[] =>
  pacts.map((pact) => {
    const pending = !binding.includes(pact);
    const own = results.filter(({ isPending }) => isPending === pending);
    return { ...verificationOf(pact, own, errors), pending };
  });

const writeReport = (folder: string, { name }: ServiceUnderTest, report: object): Promise<void> =>
  writeFile(join(folder, `${name}.json`), JSON.stringify(report));
