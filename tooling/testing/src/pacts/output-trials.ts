import {
  type Interaction,
  type Output,
  type ProviderResponse,
  runVerifier,
  type VerifiedProvider,
} from '#tooling/pacts';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An output of a provider, and the interaction that it is held against. */
export interface Trial {
  consumer: string;
  interaction: Interaction;
  output: Output;
}

/** The trials that Pact's verifier rejects, all tried in one run. @throws Error when Pact did not verify every one */
export async function rejectedTrials<Tried extends Trial>(
  provider: string,
  trials: Tried[],
): Promise<Set<Tried>> {
  const folder = await mkdtemp(join(tmpdir(), 'trials-'));
  try {
    const pactUrls = await writePacts(provider, trials, folder);
    const { results, output } = await runVerifier(new TrialProvider(provider, trials), pactUrls);
    if (results.length !== trials.length)
      throw new Error(`Pact verified ${results.length} of ${trials.length} outputs of ${provider}.`, {
        cause: output,
      });
    const failed = results.filter(({ mismatches }) => mismatches.length);
    return new Set(failed.map(({ title }) => trials[Number(/#(\d+)/.exec(title)?.[1])]!));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Writes a pact for each consumer, with an interaction for each trial: the same expectation under another name. */
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
          providerStates: [{ name: 'trial', params: { number } }],
        }));
      const file = join(folder, `${consumer}-${provider}.json`);
      const metadata = { pactSpecification: { version: '4.0' } };
      const pact = { consumer: { name: consumer }, provider: { name: provider }, interactions, metadata };
      await writeFile(file, JSON.stringify(pact));
      return file;
    }),
  );
}

/** A provider whose output is that of the trial which the state names. */
class TrialProvider implements VerifiedProvider {
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
    return Promise.resolve(this.trials[this.current]!.output);
  }
}
