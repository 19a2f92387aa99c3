import { brokerFromEnv, type ContractStore, GitRevisions, Ledger } from '#tooling/ledger';
import { environmentNames, type PATHS } from './path-options.js';

/** The broker at PACT_BROKER_BASE_URL or else the ledger, with the revisions that its records are about. */
export function openStore({ pacts, ledger }: Record<keyof typeof PATHS, string>): {
  store: ContractStore;
  revisions: GitRevisions;
} {
  const revisions = new GitRevisions('.', pacts);
  const store = brokerFromEnv(process.env) ?? new Ledger(ledger, revisions, environmentNames());
  return { store, revisions };
}
