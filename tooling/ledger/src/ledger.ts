import { contractHash } from '#libs/contract-hash';
import { UserError } from '#tooling/platform';
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type ContractStore, decide, type Decision, type Finding, type Version } from './contract-store.js';
import { type Pact, pactFileName, type Verification } from '#tooling/pacts';
import { type Revisions, UnknownRevision } from './revisions.js';

/** The folder of the ledger, relative to the root of the repository. */
export const LEDGER = 'contracts/ledger';

/** The key of a result: consumers with equal pacts share the hash. */
type ResultKey = Pick<Verification, 'hash' | 'consumer' | 'provider'>;

/** One entry of an environment's history; without a revision, the service was removed. */
interface Deployment {
  service: string;
  revision: string | null;
}

/**
 * The records of a Pact Broker as files. Files are only ever added, so that branches do not conflict:
 * `verifications/<hash of the pact>/<consumer>+<provider>@<hash of its sources>.json`, where a new result replaces the
 * old one, and `environments/<environment>/<service>/<number>.json`. The pacts are those of the commit.
 */
export class Ledger implements ContractStore {
  readonly name = 'the ledger';

  /** @param environments the names that exist: a misspelt one would be empty, and everything would be compatible */
  constructor(
    private readonly folder: string,
    private readonly revisions: Revisions,
    private readonly environments: string[],
  ) {}

  /** Committing is publishing: this counts the pacts that the commit has. */
  async publish(files: string[], revision: string): Promise<number> {
    const committed = this.revisions.pactsAt(revision).map(pactFileName);
    return files.filter((file) => committed.includes(basename(file))).length;
  }

  async recordVerification(verification: Verification, revision: string): Promise<void> {
    const tree = this.revisions.treeOf({ service: verification.provider, revision });
    const file = this.resultFile(verification, tree);
    const result = { ...verification, revision, tree };
    // An equal result keeps its first revision, or every commit would write the file again.
    if (!isDeepStrictEqual({ ...this.readFile(file), revision }, result)) this.writeFile(file, result);
  }

  async recordDeployment(version: Version, environment: string): Promise<void> {
    this.revisions.treeOf(version);
    this.addTo(environment, version);
  }

  async recordUndeployment(service: string, environment: string): Promise<void> {
    this.addTo(environment, { service, revision: null });
  }

  async canIDeploy(version: Version, environment: string): Promise<Decision> {
    try {
      this.revisions.treeOf(version);
      const deployed = this.deployed(environment);
      const asConsumer = this.asConsumer(version, deployed, environment);
      return decide([...asConsumer, ...this.asProvider(version, deployed)]);
    } catch (error) {
      if (!(error instanceof UnknownRevision)) throw error;
      return decide([{ answer: 'unknown', reason: error.message }]);
    }
  }

  /** The contracts of the version with the deployed providers. */
  private asConsumer({ service, revision }: Version, deployed: Version[], environment: string): Finding[] {
    const pacts = this.revisions.pactsAt(revision).filter(({ consumer }) => consumer.name === service);
    return pacts.map((pact) => {
      const provider = pact.provider.name;
      const version = deployed.find((other) => other.service === provider);
      if (version) return this.finding(pact, version);
      const why = deployed.length ? '' : ': the ledger records nothing there';
      return { answer: 'no', reason: `${service} needs ${provider}, which is not in ${environment}${why}` };
    });
  }

  /** The contracts of the deployed consumers with the version. */
  private asProvider(version: Version, deployed: Version[]): Finding[] {
    return deployed
      .filter(({ service }) => service !== version.service)
      .flatMap(({ service, revision }) =>
        this.revisions
          .pactsAt(revision)
          .filter(({ consumer, provider }) => consumer.name === service && provider.name === version.service),
      )
      .map((pact) => this.finding(pact, version));
  }

  private finding(pact: Pact, provider: Version): Finding {
    const hash = contractHash(pact);
    const contract = `${pact.consumer.name} with ${provider.service} at ${short(provider.revision)}, pact ${short(hash)}`;
    const key = { hash, consumer: pact.consumer.name, provider: provider.service };
    const result = this.readFile<Verification>(this.resultFile(key, this.revisions.treeOf(provider)));
    if (!result) return { answer: 'unknown', reason: `${contract}: not verified` };
    if (result.success) return { answer: 'yes', reason: `${contract}: verified` };
    const failed = Object.entries(result.interactions).filter(([, failures]) => failures.length);
    const mismatches = failed.map(([title, failures]) => `${title}: ${failures.join('; ')}`).join(' | ');
    return { answer: 'no', reason: `${contract}: not kept: ${mismatches}` };
  }

  private deployed(environment: string): Version[] {
    const latest = new Map<string, Deployment>();
    for (const file of this.historyOf(environment)) {
      const deployment = this.readFile<Deployment>(file);
      if (deployment) latest.set(deployment.service, deployment);
    }
    return [...latest.values()].flatMap(({ service, revision }) => (revision ? [{ service, revision }] : []));
  }

  /** Oldest first. @throws UserError when the environment does not exist */
  private historyOf(environment: string): string[] {
    if (!this.environments.includes(environment))
      throw new UserError(
        `There is no environment ${environment}; choose one of: ${this.environments.join(', ')}.`,
      );
    return globSync(join('environments', fileNameOf(environment), '*/*.json'), { cwd: this.folder }).sort();
  }

  private addTo(environment: string, deployment: Deployment): void {
    const folder = join('environments', fileNameOf(environment), fileNameOf(deployment.service));
    const before = this.historyOf(environment).filter((file) => dirname(file) === folder);
    this.writeFile(join(folder, `${String(before.length + 1).padStart(5, '0')}.json`), deployment);
  }

  private resultFile({ hash, consumer, provider }: ResultKey, tree: string): string {
    const pair = `${fileNameOf(consumer)}+${fileNameOf(provider)}`;
    return join('verifications', hash, `${pair}@${tree}.json`);
  }

  private readFile<Content extends object>(file: string): Content | undefined {
    try {
      return JSON.parse(readFileSync(join(this.folder, file), 'utf8')) as Content;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw new UserError(
        `${join(this.folder, file)} is not a valid ledger file: ${(error as Error).message}`,
        {
          cause: error,
        },
      );
    }
  }

  private writeFile(file: string, content: object): void {
    const path = join(this.folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `${JSON.stringify(content, null, 2)}\n`);
  }
}

const short = (hash: string) => hash.slice(0, 8);

/** A name that is safe as a part of a path. */
const fileNameOf = (name: string) =>
  encodeURIComponent(name).replace(/^\.+$/, (dots) => '%2E'.repeat(dots.length));
