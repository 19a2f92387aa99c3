import { readFileSync } from 'node:fs';
import { brokerFromEnv, type ContractStore, GitRevisions, Ledger, LEDGER, PACTS } from '#tooling/pacts';

const ENVIRONMENTS = 'contracts/environments.json';

/** The environments that services are deployed to, by name. */
export const environments = () =>
  JSON.parse(readFileSync(ENVIRONMENTS, 'utf8')) as Record<
    string,
    { displayName: string; production: boolean }
  >;

/** The options of every command that uses a contract store. */
export const STORE_OPTIONS = {
  pacts: { about: 'the folder of the pacts', default: PACTS },
  ledger: {
    about: 'the folder of the ledger, which is used unless PACT_BROKER_BASE_URL is set',
    default: LEDGER,
  },
};

/** The broker at PACT_BROKER_BASE_URL or else the ledger, with the revisions that its records are about. */
export function openStore({ pacts, ledger }: Record<keyof typeof STORE_OPTIONS, string>): {
  store: ContractStore;
  revisions: GitRevisions;
} {
  const revisions = new GitRevisions('.', pacts);
  const store = brokerFromEnv(process.env) ?? new Ledger(ledger, revisions, Object.keys(environments()));
  return { store, revisions };
}
