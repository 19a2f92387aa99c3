import { contractHash } from '#libs/contract-hash';
import { UserError } from '#tooling/platform';
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import {
  type ContractStore,
  decide,
  type Decision,
  type Finding,
  type SelectedPact,
  type Version,
} from './contract-store.js';
import { noEnvironment, notDeployed, nothingToRemove, notKept, notVerified, verified } from './findings.js';
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

  async pactsFor(provider: string, _branch: string, here: Pact[]): Promise<SelectedPact[]> {
    const isOurs = (pact: Pact) => pact.provider.name === provider;
    const deployed = this.environments.flatMap((environment) =>
      this.deployed(environment).flatMap((version) =>
        this.pactsOf(version).map((pact) => ({ pact, of: `deployed in ${environment}` })),
      ),
    );
    const all = [...here.map((pact) => ({ pact, of: 'in the work tree' })), ...deployed]
      .filter(({ pact }) => isOurs(pact))
      .map(({ pact, of }) => ({ pact, of, hash: contractHash(pact), pending: false }));
    const distinct = Map.groupBy(all, ({ pact, hash }) => `${pact.consumer.name} ${hash}`);
    return [...distinct.values()].map(([first, ...same]) => ({
      ...first!,
      of: [...new Set([first!, ...same].map(({ of }) => of))].join(', '),
    }));
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
    if (!(await this.isDeployed(service, environment))) throw nothingToRemove(service, environment);
    this.addTo(environment, { service, revision: null });
  }

  async isDeployed(service: string, environment: string): Promise<boolean> {
    return this.deployed(environment).some((version) => version.service === service);
  }

  async consumersOf(service: string, environment: string): Promise<string[]> {
    const deployed = this.deployed(environment);
    if (!deployed.some((version) => version.service === service)) return [];
    return deployed
      .filter((version) => this.pactsOf(version).some(({ provider }) => provider.name === service))
      .map((version) => version.service);
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
  private asConsumer(version: Version, deployed: Version[], environment: string): Finding[] {
    return this.pactsOf(version).map((pact) => {
      const provider = deployed.find(({ service }) => service === pact.provider.name);
      if (provider) return this.finding(pact, version, provider);
      return notDeployed(version.service, pact.provider.name, environment, !deployed.length);
    });
  }

  /** The contracts of the deployed consumers with the version. */
  private asProvider(version: Version, deployed: Version[]): Finding[] {
    return deployed
      .filter(({ service }) => service !== version.service)
      .flatMap((consumer) =>
        this.pactsOf(consumer)
          .filter(({ provider }) => provider.name === version.service)
          .map((pact) => this.finding(pact, consumer, version)),
      );
  }

  /** The pacts that a version has as a consumer. */
  private pactsOf({ service, revision }: Version): Pact[] {
    return this.revisions.pactsAt(revision).filter(({ consumer }) => consumer.name === service);
  }

  private finding(pact: Pact, consumer: Version, provider: Version): Finding {
    const key = { hash: contractHash(pact), consumer: consumer.service, provider: provider.service };
    const result = this.readFile<Verification>(this.resultFile(key, this.revisions.treeOf(provider)));
    const contract = { consumer, provider };
    if (!result) return notVerified(contract);
    return result.success ? verified(contract) : notKept(contract, result);
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
    if (!this.environments.includes(environment)) throw noEnvironment(environment, this.environments);
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

/** A name that is safe as a part of a path. */
const fileNameOf = (name: string) =>
  encodeURIComponent(name).replace(/^\.+$/, (dots) => '%2E'.repeat(dots.length));
