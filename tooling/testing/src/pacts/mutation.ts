import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  additionsOf,
  type Interaction,
  type Mutant,
  mutantsOf,
  type MutationReport,
  type Output,
  type ProviderResponse,
  runVerifier,
  type VerifiedProvider,
} from '#tooling/pacts';

/** An interaction that was verified, with the real response or event of the provider. */
export interface VerifiedInteraction {
  consumer: string;
  interaction: Interaction;
  output: Output;
}

interface Trial extends Mutant {
  consumer: string;
  interaction: Interaction;
}

/** Verifies every mutant of a provider's outputs with Pact's verifier, all in one run. */
export async function mutate(provider: string, verified: VerifiedInteraction[]): Promise<MutationReport> {
  const trialsOf = (mutants: (interaction: Interaction, output: Output) => Mutant[]): Trial[] =>
    verified.flatMap(({ consumer, interaction, output }) =>
      mutants(interaction, output).map((mutant) => ({ ...mutant, consumer, interaction })),
    );
  const harmful = trialsOf(mutantsOf);
  const harmless = trialsOf((_interaction, output) => additionsOf(output));
  const rejected = await rejectedTrials(provider, [...harmful, ...harmless]);
  return {
    harmful: harmful.length,
    survivors: harmful.filter((trial) => !rejected.has(trial)).map(lineOf),
    harmless: harmless.length,
    alarms: harmless.filter((trial) => rejected.has(trial)).map(lineOf),
  };
}

const lineOf = ({ consumer, interaction, field, change, output }: Trial): string =>
  `${consumer}, ${interaction.description}: ${field} ${output ? change : 'is read, but not in the pact or not in the output'}`;

/** @throws Error when Pact did not verify every mutant */
async function rejectedTrials(provider: string, trials: Trial[]): Promise<Set<Trial>> {
  const possible = trials.filter(({ output }) => output);
  const folder = await mkdtemp(join(tmpdir(), 'mutants-'));
  try {
    const pactUrls = await writePacts(provider, possible, folder);
    const mutants = new MutantProvider(provider, possible);
    const { results, output } = await runVerifier(mutants, pactUrls);
    if (results.length !== possible.length)
      throw new Error(`Pact verified ${results.length} of ${possible.length} mutants of ${provider}.`, {
        cause: output,
      });
    const failed = results.filter(({ mismatches }) => mismatches.length);
    return new Set(failed.map(({ title }) => possible[Number(/#(\d+)/.exec(title)?.[1])]!));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Writes a pact for each consumer, with an interaction for each mutant: the same expectation under another name. */
function writePacts(provider: string, trials: Trial[], folder: string): Promise<string[]> {
  const consumers = [...new Set(trials.map(({ consumer }) => consumer))];
  return Promise.all(
    consumers.map(async (consumer) => {
      const interactions = trials
        .map((trial, number) => ({ ...trial, number }))
        .filter((trial) => trial.consumer === consumer)
        .map(({ interaction: { comments: _comments, ...interaction }, number }) => ({
          ...interaction,
          description: `#${number}`,
          providerStates: [{ name: 'mutant', params: { number } }],
        }));
      const file = join(folder, `${consumer}-${provider}.json`);
      const metadata = { pactSpecification: { version: '4.0' } };
      const pact = { consumer: { name: consumer }, provider: { name: provider }, interactions, metadata };
      await writeFile(file, JSON.stringify(pact));
      return file;
    }),
  );
}

/** A provider whose output is the mutant that the state names. */
class MutantProvider implements VerifiedProvider {
  private current = 0;

  constructor(
    readonly name: string,
    private readonly trials: Trial[],
  ) {}

  setUpState(_name: string, { number }: Record<string, unknown>): void {
    this.current = Number(number);
  }

  async respond(): Promise<ProviderResponse> {
    const { status = 500, metadata, body } = await this.eventFor();
    const text = body === undefined ? '' : JSON.stringify(body);
    return { status, headers: metadata, body: Buffer.from(text) };
  }

  eventFor(): Promise<Output> {
    return Promise.resolve(this.trials[this.current]!.output!);
  }
}
