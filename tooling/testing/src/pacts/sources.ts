import type { VerifierOptions } from '@pact-foundation/pact';
import { PactBroker, type ProviderVersion, fileOf, type Pact, readPacts } from '#tooling/pacts';
import { join } from 'node:path';

/** Where the pacts of a provider are. */
export interface Source {
  name: string;
  pacts: Pact[];
  /** Those of them that must be kept; the others are pending: nobody has kept them yet. */
  binding: Pact[];
  /** How Pact's verifier finds them. */
  options: Partial<VerifierOptions>;
}

/** The pacts in a folder. */
export function fromFolder(provider: string, folder: string): Source {
  const pacts = readPacts(folder).filter((pact) => pact.provider.name === provider);
  const options = { pactUrls: pacts.map((pact) => join(folder, fileOf(pact))) };
  return { name: folder, pacts, binding: pacts, options };
}

/** The pacts that a broker has for whom it is at a revision. */
export async function fromBroker(provider: string, verifying: ProviderVersion): Promise<Source> {
  const broker = new PactBroker(verifying.env);
  const found = await broker.pactsFor(provider, verifying.branch);
  return {
    name: broker.name,
    pacts: found.map(({ pact }) => pact),
    binding: found.filter(({ pending }) => !pending).map(({ pact }) => pact),
    options: broker.verifierOptions(verifying),
  };
}
