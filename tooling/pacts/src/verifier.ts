import type { VerifierOptions } from '@pact-foundation/pact-core';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { DIST } from '#tooling/platform';
import { type InteractionResult, parseVerifierOutput } from './verification-results.js';
import { type VerifiedProvider, VerifierEndpoint } from './verifier-endpoint.js';

const PROGRAM = join(DIST, 'tooling/pacts/src/verifier-process.main.js');

/** Which pacts are verified, in the options of Pact's verifier: files, or what a broker selects. */
export type VerifiedPacts = Pick<
  VerifierOptions,
  | 'pactUrls'
  | 'pactBrokerUrl'
  | 'pactBrokerToken'
  | 'pactBrokerUsername'
  | 'pactBrokerPassword'
  | 'consumerVersionSelectors'
  | 'enablePending'
  | 'includeWipPactsSince'
  | 'providerVersion'
  | 'providerVersionBranch'
  | 'publishVerificationResult'
>;

/** What a verification found. */
export interface VerifierReport {
  /** One result for each interaction, in the order of verification. */
  results: InteractionResult[];
  /** Provider states that could not be set up, and requests that the provider could not answer. */
  errors: string[];
  /** Events that the provider did not publish; Pact compares an empty one instead. */
  missingEvents: string[];
  /** What Pact's verifier prints, without colours. */
  output: string;
}

/**
 * Verifies a provider with Pact's own verifier (https://docs.pact.io/provider). It prints nothing: a caller that expects
 * success shows `output` when a result has mismatches.
 * @throws Error when the verifier could not run; its cause is what the verifier printed
 */
export async function runVerifier(provider: VerifiedProvider, pacts: VerifiedPacts): Promise<VerifierReport> {
  const endpoint = await VerifierEndpoint.open(provider);
  try {
    const json = await runProcess({
      ...pacts,
      ...endpoint.options,
      provider: provider.name,
      logLevel: 'error',
    });
    const { errors, missingEvents } = endpoint;
    return { ...parseVerifierOutput(json), errors, missingEvents };
  } finally {
    await endpoint.close();
  }
}

/** Pact's native library prints to the terminal, past `process.stdout`; a process of its own keeps that apart. */
async function runProcess(options: VerifierOptions): Promise<string> {
  const child = fork(PROGRAM, { silent: true, execArgv: [] });
  let answer = '';
  child.once('message', (message: string) => (answer = message));
  child.send(options);
  const [stdout, stderr] = await Promise.all([
    text(child.stdout!),
    text(child.stderr!),
    once(child, 'close'),
  ]);
  if (answer.startsWith('{')) return answer;
  throw new Error(`Pact's verifier could not run: ${answer || 'its process ended without an answer'}.`, {
    cause: stdout + stderr,
  });
}
