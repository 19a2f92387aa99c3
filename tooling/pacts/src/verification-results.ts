import { contractHash } from '#libs/service';
import type { Interaction, Pact } from './pact-file.js';
import { type Verification } from './contract-store.js';

/** An interaction that was tried, with what was not as it says. */
export interface Tried {
  title: string;
  mismatches: string[];
  /** Whether nobody has kept its pact yet, so that it fails nobody. */
  isPending: boolean;
}

/** What Pact tells of one interaction, as far as it is read. */
interface Result {
  consumer: string;
  description: string;
  providerStates: string[];
  result: string;
  pending?: boolean;
  mismatch?: { message?: string; mismatches?: { path?: string; key?: string; mismatch: string }[] };
}

/** What an interaction is known by in a verdict: states without their parameters. */
export const titleOf = (
  consumer: string,
  { description, providerStates = [] }: Pick<Interaction, 'description' | 'providerStates'>,
) => `${consumer}: ${[description, ...providerStates.map(({ name }) => name)].join(', given ')}`;

/**
 * What the results say of one pact; an interaction that was not tried is not kept.
 * @param troubles what was wrong around them: nothing is kept then
 */
export function verdictOn(pact: Pact, results: Tried[], troubles: string[]): Verification {
  const titles = pact.interactions.map((one) => titleOf(pact.consumer.name, one));
  const interactions = Object.fromEntries(
    titles.map((title) => {
      const tried = results.filter((one) => one.title === title);
      const mismatches = tried.length ? tried.flatMap((one) => one.mismatches) : ['it was not tried'];
      return [title, [...mismatches, ...troubles]];
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

/** Pact's verifier tells the same in its answer and in its error: as JSON. */
export function read(text: string): Tried[] {
  if (!text.startsWith('{')) throw new Error(`Pact could not verify: ${text}`);
  const { interactionResults } = JSON.parse(text) as { interactionResults: Result[] };
  return interactionResults.map(({ consumer, description, providerStates, result, pending, mismatch }) => {
    const found = mismatch?.mismatches?.map(({ path, key, mismatch }) => [path ?? key, mismatch].join(' '));
    const title = titleOf(consumer, {
      description,
      providerStates: providerStates.map((name) => ({ name })),
    });
    const mismatches = result === 'OK' ? [] : (found ?? [mismatch?.message ?? result]);
    return { title, mismatches, isPending: pending ?? false };
  });
}
