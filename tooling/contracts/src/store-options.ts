import { readFileSync } from 'node:fs';
import { brokerFromEnv, type ContractStore, GitRevisions, Ledger } from '#tooling/ledger';
import { type PATHS } from './path-options.js';

const ENVIRONMENTS = 'contracts/environments.json';

/** The environments that services are deployed to, by name. */
export const environments = () =>
  JSON.parse(readFileSync(ENVIRONMENTS, 'utf8')) as Record<
    string,
    { displayName: string; production: boolean }
  >;

/** The broker at PACT_BROKER_BASE_URL or else the ledger, with the revisions that its records are about. */
export function openStore({ pacts, ledger }: Record<keyof typeof PATHS, string>): {
  store: ContractStore;
  revisions: GitRevisions;
} {
  const revisions = new GitRevisions('.', pacts);
  const store = brokerFromEnv(process.env) ?? new Ledger(ledger, revisions, Object.keys(environments()));
  return { store, revisions };
}
