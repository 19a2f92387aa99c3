import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  additionsOf,
  type Mutant,
  mutantsOf,
  type Mutation,
  type Output,
  type Interaction,
  read,
} from '#tooling/pacts';

/** An interaction that was verified, with what the provider really answered or said. */
export interface Verified {
  consumer: string;
  interaction: Interaction;
  output: Output;
}

interface Trial extends Mutant {
  consumer: string;
  interaction: Interaction;
}

/** Has Pact's verifier judge every mutant of what a provider says, all in one run. */
export async function mutate(provider: string, verified: Verified[]): Promise<Mutation> {
  const trials = (mutants: (interaction: Interaction, output: Output) => Mutant[]): Trial[] =>
    verified.flatMap(({ consumer, interaction, output }) =>
      mutants(interaction, output).map((one) => ({ ...one, consumer, interaction })),
    );
  const harmful = trials(mutantsOf);
  const harmless = trials((_interaction, output) => additionsOf(output));
  const noticed = await noticedOf(provider, [...harmful, ...harmless]);
  return {
    harmful: harmful.length,
    survivors: harmful.filter((one) => !noticed.has(one)).map(lineOf),
    harmless: harmless.length,
    alarms: harmless.filter((one) => noticed.has(one)).map(lineOf),
  };
}

const lineOf = ({ consumer, interaction, field, change, output }: Trial): string =>
  `${consumer}, ${interaction.description}: ${field} ${output ? change : 'is read, but not in the pact or not in the output'}`;

/** The trials that made verification fail. */
async function noticedOf(provider: string, trials: Trial[]): Promise<Set<Trial>> {
  const { Verifier } = await import('@pact-foundation/pact');
  const playable = trials.filter(({ output }) => output);
  const folder = await mkdtemp(join(tmpdir(), 'mutants-'));
  const environment = await Playback.open();
  try {
    const verifier = new Verifier({
      provider,
      providerBaseUrl: environment.url,
      pactUrls: await pactsOf(provider, playable, folder),
      logLevel: 'error',
      stateHandlers: {
        mutant: async (params) =>
          environment.play(playable[Number((params as { number: number }).number)]!.output!),
      },
      messageProviders: Object.fromEntries(
        playable.map(({ output }, number) => [
          `#${number}`,
          async () => ({ __pactMessageMetadata: output!.metadata, message: output!.body }),
        ]),
      ),
    });
    const results = read(await verifier.verifyProvider().catch((error: Error) => error.message));
    if (results.length !== playable.length)
      throw new Error(`Pact tried ${results.length} of ${playable.length} mutants of ${provider}`);
    const failed = results.filter(({ mismatches }) => mismatches.length);
    return new Set(failed.map(({ title }) => playable[Number(/#(\d+)/.exec(title)?.[1])]!));
  } finally {
    await environment.close();
    await rm(folder, { recursive: true });
  }
}

/** A pact for each consumer, with an interaction for each mutant: the same expectation under another name. */
function pactsOf(provider: string, trials: Trial[], folder: string): Promise<string[]> {
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

/** Answers whatever is asked with what is on. */
class Playback {
  private output?: Output;
  private readonly server = createServer((_request, response) => {
    const { status = 500, metadata = {}, body } = this.output ?? {};
    response.writeHead(status, metadata).end(body === undefined ? undefined : JSON.stringify(body));
  });

  static async open(): Promise<Playback> {
    const playback = new Playback();
    await once(playback.server.listen(0, '127.0.0.1'), 'listening');
    return playback;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  play(output: Output): void {
    this.output = output;
  }

  async close(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }
}
