import { contractHash } from '#libs/service';
import { UserError } from '#tooling/platform';
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { fileOf, type Pact } from './pact-file.js';
import { type Revisions, UnknownRevision } from './revisions.js';
import {
  type ContractStore,
  type Finding,
  type Verdict,
  verdictOf,
  type Verification,
  type Version,
} from './contract-store.js';

/** Where the ledger is, seen from the root of the repository. */
export const LEDGER = 'contracts/ledger';

/** Consumers that expect the same share its hash. */
type Pair = Pick<Verification, 'hash' | 'consumer' | 'provider'>;

/** One line of an environment's history; without a revision, the service was taken away. */
interface Deployment {
  service: string;
  revision: string | null;
}

/**
 * What a Pact Broker would know, as files that are only ever added, so that branches do not conflict:
 * `verifications/<hash of the pact>/<consumer>+<provider>@<hash of its sources>.json`, where the last word replaces
 * the one before, and `environments/<environment>/<service>/<number>.json`. Pacts are those of the commit.
 */
export class Ledger implements ContractStore {
  readonly name = 'the ledger';

  /** @param environments what may be deployed to: a misspelt one would have nothing in it, and everything would fit */
  constructor(
    private readonly folder: string,
    private readonly revisions: Revisions,
    private readonly environments: string[],
  ) {}

  /** Committing is publishing: this counts those that the commit has. */
  async publish(files: string[], revision: string): Promise<number> {
    const committed = this.revisions.pactsAt(revision).map(fileOf);
    return files.filter((file) => committed.includes(basename(file))).length;
  }

  async recordVerification(verification: Verification, revision: string): Promise<void> {
    const tree = this.revisions.treeOf({ service: verification.provider, revision });
    const file = this.resultOf(verification, tree);
    const result = { ...verification, revision, tree };
    // What is known already stays as it was found first, or every commit would write it anew.
    if (!isDeepStrictEqual({ ...this.read(file), revision }, result)) this.write(file, result);
  }

  async recordDeployment(version: Version, environment: string): Promise<void> {
    this.revisions.treeOf(version);
    this.addTo(environment, version);
  }

  async recordUndeployment(service: string, environment: string): Promise<void> {
    this.addTo(environment, { service, revision: null });
  }

  async canIDeploy(version: Version, environment: string): Promise<Verdict> {
    try {
      this.revisions.treeOf(version);
      const there = this.deployed(environment);
      const asConsumer = this.asConsumer(version, there, environment);
      return verdictOf([...asConsumer, ...this.asProvider(version, there)]);
    } catch (error) {
      if (!(error instanceof UnknownRevision)) throw error;
      return verdictOf([{ answer: 'unknown', because: error.message }]);
    }
  }

  /** What the version demands of those who are there. */
  private asConsumer({ service, revision }: Version, deployed: Version[], environment: string): Finding[] {
    const pacts = this.revisions.pactsAt(revision).filter(({ consumer }) => consumer.name === service);
    return pacts.map((pact) => {
      const provider = pact.provider.name;
      const there = deployed.find((one) => one.service === provider);
      if (there) return this.finding(pact, there);
      return { answer: 'no', because: `${service} needs ${provider}, which is not in ${environment}` };
    });
  }

  /** What those who are there demand of the version. */
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
    const pair = { hash, consumer: pact.consumer.name, provider: provider.service };
    const result = this.read<Verification>(this.resultOf(pair, this.revisions.treeOf(provider)));
    if (!result) return { answer: 'unknown', because: `${contract}: nobody verified this` };
    if (result.success) return { answer: 'yes', because: `${contract}: verified` };
    const failed = Object.entries(result.interactions).filter(([, failures]) => failures.length);
    const why = failed.map(([title, failures]) => `${title}: ${failures.join('; ')}`).join(' | ');
    return { answer: 'no', because: `${contract}: not kept: ${why}` };
  }

  private deployed(environment: string): Version[] {
    const latest = new Map<string, Deployment>();
    for (const file of this.historyOf(environment)) {
      const deployment = this.read<Deployment>(file);
      if (deployment) latest.set(deployment.service, deployment);
    }
    return [...latest.values()].flatMap(({ service, revision }) => (revision ? [{ service, revision }] : []));
  }

  /** Oldest first. @throws UserError when there is no such environment */
  private historyOf(environment: string): string[] {
    if (!this.environments.includes(environment))
      throw new UserError(`there is no environment ${environment}, but ${this.environments.join(', ')}`);
    return globSync(join('environments', nameOf(environment), '*/*.json'), { cwd: this.folder }).sort();
  }

  private addTo(environment: string, deployment: Deployment): void {
    const folder = join('environments', nameOf(environment), nameOf(deployment.service));
    const before = this.historyOf(environment).filter((file) => dirname(file) === folder);
    this.write(join(folder, `${String(before.length + 1).padStart(5, '0')}.json`), deployment);
  }

  private resultOf({ hash, consumer, provider }: Pair, tree: string): string {
    return join('verifications', hash, `${nameOf(consumer)}+${nameOf(provider)}@${tree}.json`);
  }

  private read<Content extends object>(file: string): Content | undefined {
    try {
      return JSON.parse(readFileSync(join(this.folder, file), 'utf8')) as Content;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw new UserError(`${join(this.folder, file)} cannot be read: ${(error as Error).message}`, {
        cause: error,
      });
    }
  }

  private write(file: string, content: object): void {
    const path = join(this.folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `${JSON.stringify(content, null, 2)}\n`);
  }
}

const short = (hash: string) => hash.slice(0, 8);

/** As a name of a file. */
const nameOf = (name: string) =>
  encodeURIComponent(name).replace(/^\.+$/, (dots) => '%2E'.repeat(dots.length));
