import { readFileSync } from 'node:fs';
import { brokerIn, Ledger, LEDGER, PACTS, GitRevisions, type ContractStore } from '#tooling/pacts';

const ENVIRONMENTS = 'contracts/environments.json';

/** Where services run, by name. */
export const environments = () =>
  JSON.parse(readFileSync(ENVIRONMENTS, 'utf8')) as Record<
    string,
    { displayName: string; production: boolean }
  >;

/** Options of every command that works with what is recorded. */
export const PLACES = {
  pacts: { about: 'the folder of the pacts', default: PACTS },
  ledger: { about: 'the folder of the ledger, where no PACT_BROKER_BASE_URL is set', default: LEDGER },
};

/** The broker that the environment names or else the ledger, with the past that it is about. */
export function openStore({ pacts, ledger }: Record<keyof typeof PLACES, string>): {
  store: ContractStore;
  revisions: GitRevisions;
} {
  const revisions = new GitRevisions('.', pacts);
  const store = brokerIn(process.env) ?? new Ledger(ledger, revisions, Object.keys(environments()));
  return { store, revisions };
}
