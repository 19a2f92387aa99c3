import type { VerifierOptions } from '@pact-foundation/pact-core';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { DIST } from '#tooling/platform';
import { type Pact, pactFileName } from './pact-file.js';
import { type InteractionResult, parseVerifierOutput } from './verification-results.js';
import { type VerifiedProvider, VerifierEndpoint } from './verifier-endpoint.js';

const PROGRAM = join(DIST, 'tooling/pacts/src/verifier-process.main.js');

/** What a verification found. */
export interface VerifierReport {
  /** One result for each interaction, in the order of verification. */
  results: InteractionResult[];
  /** What Pact's verifier prints, without colours. */
  output: string;
}

/**
 * Verifies a provider with Pact's own verifier (https://docs.pact.io/provider). It prints nothing: a caller that expects
 * success shows `output` when a result has mismatches. Where a state could not be set up, or no event was published,
 * this is the only mismatch: those that Pact finds then follow from it.
 * @param pactUrls the files of the pacts
 * @throws Error when the verifier could not run; its cause is what the verifier printed
 */
export async function runVerifier(provider: VerifiedProvider, pactUrls: string[]): Promise<VerifierReport> {
  const endpoint = await VerifierEndpoint.open(provider);
  try {
    const json = await runProcess({
      pactUrls,
      ...endpoint.options,
      provider: provider.name,
      logLevel: 'error',
    });
    const { results, output } = parseVerifierOutput(json);
    return { results: withProblems(results, endpoint.problems), output };
  } finally {
    await endpoint.close();
  }
}

/** The same with pacts that are no files. */
export async function runVerifierOn(provider: VerifiedProvider, pacts: Pact[]): Promise<VerifierReport> {
  const folder = await mkdtemp(join(tmpdir(), 'troupe-pacts-'));
  try {
    const files = pacts.map((pact) => join(folder, pactFileName(pact)));
    await Promise.all(files.map((file, at) => writeFile(file, JSON.stringify(pacts[at]))));
    return await runVerifier(provider, files);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function withProblems(results: InteractionResult[], problems: string[][]): InteractionResult[] {
  if (problems.length !== results.length)
    throw new Error(`Pact began ${problems.length} interactions and has ${results.length} results.`);
  return results.map((result, at) =>
    problems[at]?.length ? { ...result, mismatches: problems[at] } : result,
  );
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
