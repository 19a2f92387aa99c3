import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type CommandOptions } from '#tooling/platform';

/** Options for the folders of contracts. Their defaults are those of `tooling/pacts`, which is slow to load. */
export const PATHS = {
  pacts: { value: 'DIR', about: 'the folder of the pacts', default: 'contracts/pacts' },
  ledger: {
    value: 'DIR',
    about: 'the folder of the ledger, which is used unless PACT_BROKER_BASE_URL is set',
    default: 'contracts/ledger',
  },
} as const satisfies CommandOptions;

const ENVIRONMENTS = 'contracts/environments.json';

/** The environments that services are deployed to, by name. */
export const environments = () =>
  JSON.parse(readFileSync(ENVIRONMENTS, 'utf8')) as Record<
    string,
    { displayName: string; production: boolean }
  >;

/** The names of the environments. */
export const environmentNames = (): string[] => Object.keys(environments());

/** The services whose sources are in this repository. */
export const servicesHere = (): string[] =>
  globSync('apps/*')
    .map((folder) => basename(folder))
    .sort();

/** The services that are or were deployed somewhere. */
export const servicesRecordedIn = (ledger: string): string[] =>
  globSync(join(ledger, 'environments/*/*')).map((folder) => decodeURIComponent(basename(folder)));
