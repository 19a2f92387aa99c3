import {
  additionsOf,
  type Interaction,
  type Mutant,
  mutantsOf,
  type MutationReport,
  type Output,
} from '#tooling/pacts';
import { rejectedTrials, type Trial } from './output-trials.js';

/** A mutant of what a provider put out, and the interaction that it is held against. */
type MutantTrial = Mutant & Omit<Trial, 'output'>;

/** Verifies every mutant of a provider's outputs with Pact's verifier, all in one run. */
export async function mutate(provider: string, verified: Trial[]): Promise<MutationReport> {
  const trialsOf = (mutants: (interaction: Interaction, output: Output) => Mutant[]): MutantTrial[] =>
    verified.flatMap(({ consumer, interaction, output }) =>
      mutants(interaction, output).map((mutant) => ({ ...mutant, consumer, interaction })),
    );
  const harmful = trialsOf(mutantsOf);
  const harmless = trialsOf((_interaction, output) => additionsOf(output));
  const possible = [...harmful, ...harmless].filter((trial) => trial.output) as (MutantTrial & Trial)[];
  const rejected = new Set<MutantTrial>(await rejectedTrials(provider, possible));
  return {
    harmful: harmful.length,
    survivors: harmful.filter((trial) => !rejected.has(trial)).map(lineOf),
    harmless: harmless.length,
    alarms: harmless.filter((trial) => rejected.has(trial)).map(lineOf),
  };
}

const lineOf = ({ consumer, interaction, field, change, output }: MutantTrial): string =>
  `${consumer}, ${interaction.description}: ${field} ${output ? change : 'is read, but not in the pact or not in the output'}`;
