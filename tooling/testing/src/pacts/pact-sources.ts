import { PactBroker } from '#tooling/ledger';
import {
  brokerVerifierOptions,
  type Pact,
  pactFileName,
  type ProviderVersion,
  readPacts,
  type VerifiedPacts,
} from '#tooling/pacts';
import { join } from 'node:path';

/** The pacts of one provider, and where they come from. */
export interface PactSource {
  name: string;
  pacts: Pact[];
  /** The pacts that must be kept; no version of the provider has kept the other ones, which are pending. */
  binding: Pact[];
  /** How Pact's verifier finds the same pacts. */
  verifierOptions: VerifiedPacts;
}

/** The pacts of a provider in a folder. */
export function pactsInFolder(provider: string, folder: string): PactSource {
  const pacts = readPacts(folder).filter((pact) => pact.provider.name === provider);
  const pactUrls = pacts.map((pact) => join(folder, pactFileName(pact)));
  return { name: folder, pacts, binding: pacts, verifierOptions: { pactUrls } };
}

/** The pacts that a broker selects for a provider at a revision. */
export async function pactsInBroker(provider: string, version: ProviderVersion): Promise<PactSource> {
  const broker = new PactBroker(version.env);
  const found = await broker.pactsFor(provider, version.branch);
  return {
    name: broker.name,
    pacts: found.map(({ pact }) => pact),
    binding: found.filter(({ pending }) => !pending).map(({ pact }) => pact),
    verifierOptions: brokerVerifierOptions(version),
  };
}
