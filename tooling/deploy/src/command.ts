import { contractHash } from '#libs/contract-hash';
import { discoverServices } from '#libs/service';
import { findEngine, GET_ENGINE } from '#tooling/compose';
import { brokerFromEnv, GitRevisions, Ledger, LEDGER, reasonNotToRecord } from '#tooling/ledger';
import { pactFileName, PACTS } from '#tooling/pacts';
import { type CommandOptions, UserError } from '#tooling/platform';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { parse } from 'yaml';
import type { Block } from './compose-block.js';
import { Containers } from './containers.js';
import type { World } from './deploy.js';
import { ReleaseRecord } from './release-record.js';

const ENVIRONMENTS = 'contracts/environments.json';

/** The environments that exist, by name. */
const environmentNames = (): string[] =>
  Object.keys(JSON.parse(readFileSync(ENVIRONMENTS, 'utf8')) as object);

/** Which environment, and where what is known of it is recorded. */
export const WHERE = {
  env: {
    value: 'ENVIRONMENT',
    about: `the environment, as ${ENVIRONMENTS} names it`,
    required: true,
    oneOf: environmentNames,
  },
  ledger: {
    value: 'DIR',
    about: 'the folder of the ledger and of the releases',
    default: LEDGER,
    isFolder: true,
  },
} as const satisfies CommandOptions;

/** Where the environment runs. */
export const PROJECT = {
  project: {
    value: 'NAME',
    about: 'the project of compose that the environment runs as, on this host',
    default: 'troupe',
  },
} as const satisfies CommandOptions;

/** The releases within a ledger. */
export const releasesIn = (ledger: string): ReleaseRecord => new ReleaseRecord(join(ledger, 'releases'));

/**
 * What a deployment needs on this host.
 * @throws UserError when no engine runs containers here, or when nothing may be recorded
 */
export async function worldOf({
  ledger: folder,
  project,
}: {
  ledger: string;
  project: string;
}): Promise<World & { revisions: GitRevisions }> {
  const engine = findEngine();
  if (!engine) throw new UserError(`No engine runs containers here: ${GET_ENGINE}.`);
  const revisions = new GitRevisions('.', PACTS);
  // A folder of one's own is nobody's truth.
  const refusal = resolve(folder) === resolve(LEDGER) && reasonNotToRecord(revisions, folder, process.env);
  if (refusal) throw new UserError(`Nothing can be recorded: ${refusal}. For a trial, add --ledger DIR.`);
  const store = brokerFromEnv(process.env) ?? new Ledger(folder, revisions, environmentNames());
  const file = parse(readFileSync('docker-compose.yml', 'utf8'), { merge: true }) as {
    services: Record<string, Block>;
  };
  const written = existsSync('.env') ? parseEnv(readFileSync('.env', 'utf8')) : {};
  const services = await discoverServices();
  return {
    revisions,
    driver: new Containers({
      program: engine.program,
      project,
      root: process.cwd(),
      env: { ...written, ...process.env },
      blocks: file.services,
      services,
    }),
    record: releasesIn(folder),
    contractsBroken: async (service, revision, environment) => {
      const { findings } = await store.canIDeploy({ service, revision }, environment);
      return findings.filter(({ answer }) => answer !== 'yes').map(({ reason }) => reason);
    },
    contractsAt: async (service, revision) => {
      const isOurs = ({ consumer, provider }: { consumer: { name: string }; provider: { name: string } }) =>
        [consumer.name, provider.name].includes(service);
      const hashes = revisions
        .pactsAt(revision)
        .filter(isOurs)
        .map((pact) => [pactFileName(pact), contractHash(pact)] as const);
      return Object.fromEntries(hashes.toSorted(([one], [other]) => (one < other ? -1 : 1)));
    },
    deployed: (service, revision, environment) => store.recordDeployment({ service, revision }, environment),
    say: (line) => console.log(line),
  };
}
