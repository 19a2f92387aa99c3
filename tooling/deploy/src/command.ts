import { hashesByFile } from '#libs/contract-hash';
import { discoverServices } from '#libs/service';
import { findEngine } from '#tooling/compose';
import { environmentNames, openStore, PATHS } from '#tooling/contracts';
import { type GitRevisions, LEDGER, reasonNotToRecord } from '#tooling/ledger';
import { pactFileName } from '#tooling/pacts';
import { type CommandOptions, UserError } from '#tooling/platform';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { readBlocks } from './compose-blocks.js';
import { Containers } from './containers.js';
import type { World } from './deploy.js';
import { ReleaseRecord } from './release-record.js';

/** Which environment, and where what is known of it is recorded. */
export const WHERE = {
  env: {
    value: 'ENVIRONMENT',
    about: 'the environment, as contracts/environments.json names it',
    required: true,
    oneOf: environmentNames,
  },
  ledger: { ...PATHS.ledger, about: 'the folder of the ledger and of the releases' },
} as const satisfies CommandOptions;

/** Where the environment runs. */
export const PROJECT = {
  project: {
    value: 'NAME',
    about: 'the project of compose that the environment runs as, on this host',
    default: 'troupe',
  },
} as const satisfies CommandOptions;

/** The command that lists the releases of an environment. */
export const listing = ({ env, ledger }: { env: string; ledger: string }): string =>
  `npm run releases -- --env ${env}${ledger === WHERE.ledger.default ? '' : ` --ledger ${ledger}`}`;

/** The releases within a ledger. */
export const releasesIn = (ledger: string): ReleaseRecord => new ReleaseRecord(join(ledger, 'releases'));

/**
 * What a deployment needs on this host.
 * @throws UserError when no engine or no platform runs here, or when nothing may be recorded
 */
export async function worldOf({
  ledger: folder,
  project,
}: {
  ledger: string;
  project: string;
}): Promise<World & { revisions: GitRevisions }> {
  const found = findEngine();
  if (!found.engine) throw new UserError(`No engine runs containers here: ${found.reason}.`);
  const { store, revisions } = openStore({ pacts: PATHS.pacts.default, ledger: folder });
  // A folder of one's own is nobody's truth.
  const refusal = resolve(folder) === resolve(LEDGER) && reasonNotToRecord(revisions, folder, process.env);
  if (refusal) throw new UserError(`Nothing can be recorded: ${refusal}. For a trial, add --ledger DIR.`);
  const written = existsSync('.env') ? parseEnv(readFileSync('.env', 'utf8')) : {};
  const services = await discoverServices();
  const driver = new Containers({
    program: found.engine.program,
    project,
    root: process.cwd(),
    env: { ...written, ...process.env },
    blocks: readBlocks('.'),
    services,
  });
  await driver.checkPlatform();
  return {
    revisions,
    driver,
    record: releasesIn(folder),
    contractsBroken: async (service, revision, environment) => {
      const { findings } = await store.canIDeploy({ service, revision }, environment);
      return findings.filter(({ answer }) => answer !== 'yes').map(({ reason }) => reason);
    },
    contractsAt: async (service, revision) => {
      const files = revisions.pactsAt(revision).map((pact) => [pactFileName(pact), pact] as const);
      return hashesByFile(service, files);
    },
    pactsOf: (service, revision) =>
      revisions.pactsAt(revision).filter(({ provider }) => provider.name === service),
    deployed: (service, revision, environment) => store.recordDeployment({ service, revision }, environment),
    say: (line) => console.log(line),
  };
}
