import { contractHash } from '#libs/contract-hash';
import { stripVTControlCharacters } from 'node:util';
import type { Interaction, Pact } from './pact-file.js';

/** The result of verifying one pact. */
export interface Verification {
  consumer: string;
  provider: string;
  /** The hash of the pact's content, as the Pact Broker computes it. */
  hash: string;
  success: boolean;
  /** The mismatches of each interaction by its title. */
  interactions: Record<string, string[]>;
}

/** The result of one pact, by the file that has it: a folder may have several pacts of a pair. */
export interface PactResult {
  file: string;
  verification: Verification;
}

/** The result of verifying one interaction. */
export interface InteractionResult {
  title: string;
  /** Where the provider differs from the interaction; empty when it does not. */
  mismatches: string[];
}

/** The part of the verifier's JSON that is read. */
interface VerifierOutput {
  interactionResults: {
    consumer: string;
    description: string;
    providerStates: string[];
    result: string;
    mismatch?: { message?: string; mismatches?: { path?: string; key?: string; mismatch: string }[] };
  }[];
  output: string[];
}

/** The name of an interaction in results: consumer, description, and states without their parameters. */
export const interactionTitle = (
  consumer: string,
  { description, providerStates = [] }: Pick<Interaction, 'description' | 'providerStates'>,
): string => `${consumer}: ${[description, ...providerStates.map(({ name }) => name)].join(', given ')}`;

/**
 * The verification of one pact. It succeeds when every interaction has a result without mismatches.
 * @param gaps what prevented the verification of the whole pact
 */
export function verificationOf(pact: Pact, results: InteractionResult[], gaps: string[] = []): Verification {
  const titles = pact.interactions.map((interaction) => interactionTitle(pact.consumer.name, interaction));
  const interactions = Object.fromEntries(
    titles.map((title) => {
      const own = results.filter((result) => result.title === title);
      const mismatches = own.length ? own.flatMap((result) => result.mismatches) : ['it was not verified'];
      return [title, gaps.length ? gaps : mismatches];
    }),
  );
  return {
    consumer: pact.consumer.name,
    provider: pact.provider.name,
    hash: contractHash(pact),
    success: Object.values(interactions).every((mismatches) => !mismatches.length),
    interactions,
  };
}

/** Parses the JSON of Pact's verifier: the results, and what it prints, without colours. */
export function parseVerifierOutput(text: string): { results: InteractionResult[]; output: string } {
  const { interactionResults, output } = JSON.parse(text) as VerifierOutput;
  const results = interactionResults.map(({ consumer, description, providerStates, result, mismatch }) => {
    const found = mismatch?.mismatches?.map(({ path, key, mismatch }) =>
      [path ?? key, mismatch].join(' ').trim(),
    );
    const states = providerStates.map((name) => ({ name }));
    return {
      title: interactionTitle(consumer, { description, providerStates: states }),
      mismatches: result === 'OK' ? [] : (found ?? [mismatch?.message ?? result]),
    };
  });
  return { results, output: stripVTControlCharacters(output.join('\n')) };
}
