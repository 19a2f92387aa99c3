import { type Pact, type Verification } from '#tooling/pacts';
import { command } from './command.js';
import { PATHS } from './path-options.js';
import { PROVIDERS } from './pact-specs.js';

/** A line for each mismatch. */
const linesOf = ({ provider, pending, interactions }: Verification): string[] =>
  Object.entries(interactions).flatMap(([title, mismatches]) =>
    mismatches.map((mismatch) => `${pending ? 'pending: ' : ''}${provider} to ${title}: ${mismatch}`),
  );

/** The pacts with these providers, or with all, that have no result. */
const unverifiedPacts = (pacts: Pact[], providers: string[], results: Verification[]) =>
  pacts.filter(
    ({ consumer, provider }) =>
      (!providers.length || providers.includes(provider.name)) &&
      !results.some((result) => result.consumer === consumer.name && result.provider === provider.name),
  );

await command(
  {
    name: 'npm run contracts:verify',
    about: 'Verifies providers against the pacts of their consumers; in CI, it records the results.',
    options: PATHS,
    names: PROVIDERS,
  },
  async (folders, providers) => {
    const { currentBranch, PactBroker, reasonNotToRecord } = await import('#tooling/ledger');
    const { pactFileName, readPacts } = await import('#tooling/pacts');
    const { openStore } = await import('./store-options.js');
    const { runSpecs } = await import('./run-specs.js');
    const { store, revisions } = openStore(folders);
    const broker = store instanceof PactBroker ? store : undefined;
    const refusal = reasonNotToRecord(revisions, folders.ledger, process.env);
    const revision = revisions.resolve();
    const branch = currentBranch(process.env, revisions);
    const { passed, files } = runSpecs('provider-pact', providers, (results) => ({
      pacts: folders.pacts,
      results,
      broker: broker && { env: broker.env, revision, branch, publish: !refusal },
    }));
    const verified = [...files.values()].flatMap((text) => JSON.parse(text) as Verification[]);
    const results = verified.filter(({ pending }) => !pending);
    if (!refusal && !broker) for (const result of results) await store.recordVerification(result, revision);

    const kept = results.filter(({ success }) => success);
    const unverified = broker ? [] : unverifiedPacts(readPacts(folders.pacts), providers, results);
    const all = results.length + unverified.length;
    return {
      well: kept.length,
      of: all,
      what: `pacts are kept; ${refusal ? `nothing is recorded: ${refusal}` : `the results are recorded in ${store.name}`}`,
      lines: [
        ...unverified.map((pact) => `${pactFileName(pact)}: ${pact.provider.name} did not verify it`),
        ...verified.flatMap(linesOf),
      ],
      isWell: passed && kept.length > 0 && kept.length === all,
      more: { results: verified, recorded: !refusal },
    };
  },
);
