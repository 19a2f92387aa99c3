import { contractHash } from '#libs/contract-hash';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ContractStore, SelectedPact } from '#tooling/ledger';
import { type Pact, type PactResult, type Verification } from '#tooling/pacts';
import { runSpecs } from './run-specs.js';

/** A selected pact with its result, unless the provider's spec gave none. */
export interface VerifiedPact extends SelectedPact {
  verification?: Verification;
}

/**
 * The pacts that these providers have to verify, each once.
 * @param also further pacts, with the commits that have them
 */
export async function selectPacts(
  store: ContractStore,
  providers: string[],
  branch: string,
  here: Pact[],
  also: { pact: Pact; commit: string }[],
): Promise<SelectedPact[]> {
  const selected: SelectedPact[] = [];
  for (const provider of providers) selected.push(...(await store.pactsFor(provider, branch, here)));
  const more = also
    .filter(({ pact }) => providers.includes(pact.provider.name))
    .map(({ pact, commit }) => ({
      pact,
      hash: contractHash(pact),
      pending: true,
      isAsked: true as const,
      of: `at ${commit}`,
    }));
  const isNew = ({ pact, hash }: SelectedPact) =>
    !selected.some((one) => one.hash === hash && one.pact.consumer.name === pact.consumer.name);
  return [...selected, ...more.filter(isNew)];
}

/**
 * Runs the provider specs on exactly these pacts.
 * @returns whether every spec passed, apart from pacts that are not kept, and the results
 */
export async function verifySelected(
  selected: SelectedPact[],
): Promise<{ passed: boolean; results: VerifiedPact[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'selected-'));
  try {
    const files = selected.map(({ pact }, at) => {
      const file = join(folder, `${String(at).padStart(4, '0')}.json`);
      writeFileSync(file, JSON.stringify(pact));
      return file;
    });
    const providers = [...new Set(selected.map(({ pact }) => pact.provider.name))];
    if (!providers.length) return { passed: true, results: [] };
    const { passed, files: reports } = await runSpecs('provider-pact', providers, (results) => ({
      pacts: folder,
      results,
    }));
    const found = [...reports.values()].flatMap((text) => JSON.parse(text) as PactResult[]);
    const results = selected.map((one, at) => {
      const verification = found.find(({ file }) => file === files[at])?.verification;
      return { ...one, ...(verification && { verification: { ...verification, hash: one.hash } }) };
    });
    return { passed, results };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
