import { command } from './command.js';
import { environmentNames, PATHS } from './path-options.js';
import { PROVIDERS, servicesWith } from './pact-specs.js';

await command(
  {
    name: 'npm run contracts:verify',
    about:
      'Verifies providers against the pacts of their consumers, the deployed ones included; in CI, it records the results.',
    options: {
      'pacts-of': {
        value: 'COMMIT',
        about: 'a commit whose pacts are verified as well; may be repeated',
        multiple: true,
      },
      ...PATHS,
    },
    names: PROVIDERS,
  },
  async ({ 'pacts-of': commits, ...folders }, names) => {
    const { currentBranch, Ledger, reasonNotToRecord } = await import('#tooling/ledger');
    const { readPacts } = await import('#tooling/pacts');
    const { openStore } = await import('./store-options.js');
    const { selectPacts, verifySelected } = await import('./verify-selected.js');
    const { summaryOf } = await import('./verification-summary.js');
    const { unknownsOf } = await import('./settling.js');
    const { store, revisions } = openStore(folders);
    const refusal = reasonNotToRecord(revisions, folders.ledger, process.env);
    const revision = revisions.resolve();
    const branch = currentBranch(process.env, revisions);
    const here = readPacts(folders.pacts);
    const providers = names.length ? names : servicesWith('provider-pact');

    const also = commits.flatMap((commit) => revisions.pactsAt(commit).map((pact) => ({ pact, commit })));
    const selected = await selectPacts(store, providers, branch, here, also);
    const { passed, results } = await verifySelected(selected);
    if (!refusal)
      for (const { verification } of results)
        if (verification) await store.recordVerification(verification, revision, branch);

    const { well, of, isWell, lines } = summaryOf(results, names.length ? [] : here, providers);
    const isLedger = store instanceof Ledger;
    const unknowns =
      refusal || !isLedger ? [] : await unknownsOf(store, results, revision, environmentNames());
    return {
      well,
      of,
      what: `pacts are kept; ${refusal ? `nothing is recorded: ${refusal}` : `the results are recorded in ${store.name}`}`,
      lines: [...lines, ...unknowns],
      isWell: passed && isWell,
      more: { results: results.map(({ pact: _pact, ...result }) => result), recorded: !refusal },
    };
  },
);
