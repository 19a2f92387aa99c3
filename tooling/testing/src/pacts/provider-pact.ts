import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  causesOf,
  type Pact,
  pactFilesIn,
  PACTS,
  runVerifier,
  testRun,
  type Verification,
  verificationOf,
} from '#tooling/pacts';
import type { ServiceUnderTest } from '../service-under-test.js';
import { withCoverage } from './branch-coverage.js';
import { untakenWays } from './untaken-ways.js';
import { mutate } from './mutation.js';
import type { Trial } from './output-trials.js';
import type { StateHandlers } from './provider-states.js';
import { ProviderVerification } from './provider-verification.js';
import { stateGaps } from './state-gaps.js';

/** How a provider is verified. */
interface ProviderVerificationOptions {
  /** A handler for each state that a pact names. An event is what the handlers of its states make the service say. */
  states: StateHandlers;
  /** The folder of the pacts, if it is not that of the accepted ones. */
  folder?: string;
  /** Why no example takes a way of a condition on which an event depends, by the name that `contracts:mutants` prints. */
  untaken?: Record<string, string>;
}

/** What was found about one pact. */
interface Outcome {
  file: string;
  verification: Verification;
  /** The interactions with what they were verified on. */
  verified: Trial[];
  /** What Pact's verifier prints. */
  output: string;
}

/**
 * Verifies a running service against every pact that names it as provider. Requests are sent to its HTTP API with a
 * valid token of the consumer. An event is a row that the outbox wrote while its states were set up; each row is looked
 * at.
 * @returns the titles of the verified interactions: `consumer: interaction`
 * @throws Error that has a line for each cause, with the interactions that it hits, unless a command asked for results and
 * judges them itself; its cause is what Pact's verifier prints
 */
export async function verifyProvider(
  provider: ServiceUnderTest,
  { states, folder, untaken = {} }: ProviderVerificationOptions,
): Promise<string[]> {
  const { options } = testRun();
  const verify = () => outcomesOf(provider, states, folder ?? options.pacts ?? PACTS);
  const { result: outcomes, scripts } = options.mutants
    ? await withCoverage(`/apps/${provider.name}/src/`, verify)
    : { result: await verify(), scripts: [] };
  const verifications = outcomes.map(({ verification }) => verification);
  if (options.results) await writeReport(options.results, provider, outcomes.map(resultOf));
  const kept = verifications.flatMap(({ interactions }) =>
    Object.keys(interactions).filter((title) => !interactions[title]?.length),
  );
  const all = verifications.flatMap(({ interactions }) => Object.keys(interactions));
  const summary = `${provider.name} keeps ${kept.length} of ${all.length} interactions`;
  const causes = options.results ? [] : causesOf(verifications);
  if (causes.length)
    throw new Error([summary, ...causes].join('\n  '), {
      cause: outcomes.map(({ output }) => output).join('\n'),
    });
  process.stdout.write(`${summary}\n`);
  if (options.mutants) {
    const ways = untakenWays(scripts, untaken);
    const verified = outcomes.flatMap((outcome) => outcome.verified);
    await writeReport(options.mutants, provider, { ...(await mutate(provider.name, verified)), ...ways });
  }
  return options.results ? all : kept;
}

/** @throws Error when there is nothing to verify */
async function outcomesOf(
  provider: ServiceUnderTest,
  states: StateHandlers,
  folder: string,
): Promise<Outcome[]> {
  const files = pactFilesIn(folder).filter(({ pact }) => pact.provider.name === provider.name);
  if (!files.some(({ pact }) => pact.interactions.length))
    throw new Error(`No interaction in ${folder} has ${provider.name} as its provider; check the name.`);
  const outcomes = [];
  for (const { file, pact } of files)
    outcomes.push({ file, ...(await outcomeOf(pact, file, provider, states)) });
  return outcomes;
}

/** Each pact is verified alone, so that what is wrong with one fails no other. */
async function outcomeOf(
  pact: Pact,
  file: string,
  provider: ServiceUnderTest,
  states: StateHandlers,
): Promise<Omit<Outcome, 'file'>> {
  const gaps = stateGaps(pact, states);
  if (gaps.length) return { verification: verificationOf(pact, [], gaps), verified: [], output: '' };
  const verification = new ProviderVerification(provider, pact, states);
  const { results, output } = await runVerifier(verification, [file]);
  const isKept = results.every(({ mismatches }) => !mismatches.length);
  return {
    verification: verificationOf(pact, results),
    verified: isKept ? verification.verified(results) : [],
    output,
  };
}

const resultOf = ({ file, verification }: Outcome) => ({ file, verification });

const writeReport = (folder: string, { name }: ServiceUnderTest, report: object): Promise<void> =>
  writeFile(join(folder, `${name}.json`), JSON.stringify(report));
