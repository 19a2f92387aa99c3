import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type CommandOptions, UsageError, UserError } from '#tooling/platform';

/** Options for the folders of contracts. Their defaults are those of `tooling/pacts`, which is slow to load. */
export const PATHS = {
  pacts: {
    value: 'DIR',
    about: 'the folder of the pacts',
    default: 'contracts/pacts',
    isFolder: true,
    exists: 'folder',
  },
  ledger: {
    value: 'DIR',
    about: 'the folder of the ledger, which is used unless PACT_BROKER_BASE_URL is set',
    default: 'contracts/ledger',
    isFolder: true,
  },
} as const satisfies CommandOptions;

/** @throws UsageError when the caller names a ledger that does not exist; the usual one is made by the first record */
export function checkLedger(ledger: string): void {
  if (ledger !== PATHS.ledger.default && !existsSync(ledger))
    throw new UsageError(`There is no folder ${ledger}: check its path.`);
}

const ENVIRONMENTS = 'contracts/environments.json';

type Environments = Record<string, { displayName: string; production: boolean }>;

/** The environments that services are deployed to, by name. @throws UserError when their file cannot be read */
export function environments(): Environments {
  try {
    return JSON.parse(readFileSync(ENVIRONMENTS, 'utf8')) as Environments;
  } catch (cause) {
    const why = (cause as Error).message;
    throw new UserError(`${ENVIRONMENTS} does not tell the environments (${why}): correct it.`, { cause });
  }
}

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
