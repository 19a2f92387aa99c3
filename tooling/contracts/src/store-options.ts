import { readFileSync } from 'node:fs';
import { brokerIn, Ledger, GitRevisions, type ContractStore } from '#tooling/pacts';
import { type PATHS } from './path-options.js';

const ENVIRONMENTS = 'contracts/environments.json';

/** Where services run, by name. */
export const environments = () =>
  JSON.parse(readFileSync(ENVIRONMENTS, 'utf8')) as Record<
    string,
    { displayName: string; production: boolean }
  >;

/** The broker that the environment names or else the ledger, with the past that it is about. */
export function openStore({ pacts, ledger }: Record<keyof typeof PATHS, string>): {
  store: ContractStore;
  revisions: GitRevisions;
} {
  const revisions = new GitRevisions('.', pacts);
  const store = brokerIn(process.env) ?? new Ledger(ledger, revisions, Object.keys(environments()));
  return { store, revisions };
}
