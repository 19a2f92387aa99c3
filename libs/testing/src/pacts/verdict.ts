import type { Interaction } from '../../../../contracts/pact-file.js';

/** An interaction that was tried, with what was not as it says. */
export interface Tried {
  title: string;
  mismatches: string[];
}

/** What Pact tells of one interaction, as far as it is read. */
interface Result {
  consumer: string;
  description: string;
  providerStates: string[];
  result: string;
  mismatch?: { message?: string; mismatches?: { path?: string; key?: string; mismatch: string }[] };
}

/** What an interaction is known by in a verdict: states without their parameters. */
export const titleOf = (
  consumer: string,
  { description, providerStates = [] }: Pick<Interaction, 'description' | 'providerStates'>,
) => `${consumer}: ${[description, ...providerStates.map(({ name }) => name)].join(', given ')}`;

/** Pact's verifier tells the same in its answer and in its error: as JSON. */
export function read(text: string): Tried[] {
  if (!text.startsWith('{')) throw new Error(`Pact could not verify: ${text}`);
  const { interactionResults } = JSON.parse(text) as { interactionResults: Result[] };
  return interactionResults.map(({ consumer, description, providerStates, result, mismatch }) => {
    const found = mismatch?.mismatches?.map(({ path, key, mismatch }) => [path ?? key, mismatch].join(' '));
    const title = titleOf(consumer, {
      description,
      providerStates: providerStates.map((name) => ({ name })),
    });
    return { title, mismatches: result === 'OK' ? [] : (found ?? [mismatch?.message ?? result]) };
  });
}
