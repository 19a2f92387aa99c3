import { contractHash } from '#libs/contract-hash';
import { type Pact } from '#tooling/pacts';
import { randomUUID } from 'node:crypto';

interface Published {
  pact: Pact;
  hash: string;
}

/** A version of a service. */
interface VersionRecord {
  name: string;
  number: string;
  branches: Set<string>;
  pacts: Published[];
}

interface ResultRecord {
  consumer: string;
  provider: string;
  hash: string;
  number: string;
  success: boolean;
  testResults: unknown;
}

/** What a Pact Broker remembers. */
export class BrokerRecords {
  readonly environments: { uuid: string; name: string }[] = [];
  readonly results: ResultRecord[] = [];
  readonly webhooks: unknown[] = [];
  private readonly versions: VersionRecord[] = [];
  private readonly deployments: { uuid: string; environment: string; version: VersionRecord }[] = [];

  addEnvironment(settings: { name: string }) {
    const environment = { ...settings, uuid: randomUUID() };
    this.environments.push(environment);
    return environment;
  }

  removeEnvironment(uuid: string): undefined {
    this.environments.splice(
      this.environments.findIndex((one) => one.uuid === uuid),
      1,
    );
    this.remove(({ environment }) => environment === uuid);
  }

  /** The calls of webhooks for deployed providers that have no result for what was just published. */
  callsAfter({ contracts }: any): { url: string; body: string }[] {
    const published = (contracts as { content: string }[]).map(
      ({ content }) => JSON.parse(Buffer.from(content, 'base64').toString()) as Pact,
    );
    const versions = published.flatMap((pact) =>
      this.deployments
        .filter(({ version }) => version.name === pact.provider.name)
        .filter(({ version }) => !this.hasResult(pact, version.number))
        .map(({ version }) => version),
    );
    return versions.flatMap(({ name, number }) =>
      (this.webhooks as { request: { url: string; body: object } }[]).map(({ request }) => ({
        url: request.url,
        body: JSON.stringify(request.body)
          .replace('${pactbroker.providerName}', name)
          .replace('${pactbroker.providerVersionNumber}', number),
      })),
    );
  }

  private hasResult(pact: Pact, number: string): boolean {
    const hash = contractHash(pact);
    return this.results.some((one) => one.hash === hash && one.number === number);
  }

  publish(body: any): [number, unknown] {
    const { pacticipantName, pacticipantVersionNumber, branch, contracts } = body as Record<
      string,
      string
    > & {
      contracts: { content: string }[];
    };
    const version = this.provide(pacticipantName!, pacticipantVersionNumber!);
    const published = contracts.map(({ content }) => {
      const pact = JSON.parse(Buffer.from(content, 'base64').toString()) as Pact;
      return { pact, hash: contractHash(pact) };
    });
    const changed = published.find(({ pact, hash }) =>
      version.pacts.some((one) => one.pact.provider.name === pact.provider.name && one.hash !== hash),
    );
    if (changed) return [409, { errors: { contracts: ['Cannot change the content of the pact'] } }];
    version.pacts.push(...published);
    if (branch) version.branches.add(branch);
    return [200, { notices: [] }];
  }

  addResult(consumer: string, provider: string, hash: string, body: any): [number, unknown] {
    const number = String(body.providerApplicationVersion);
    this.provide(provider, number);
    const { success, testResults } = body as ResultRecord;
    this.results.push({ consumer, provider, hash, number, success, testResults });
    return [201, {}];
  }

  addToBranch(name: string, branch: string, number: string) {
    this.provide(name, number).branches.add(branch);
    return {};
  }

  branch(name: string, branch: string) {
    return this.versions.some((one) => one.name === name && one.branches.has(branch)) ? {} : undefined;
  }

  deleteBranch(name: string, branch: string): void {
    for (const one of this.versions) if (one.name === name) one.branches.delete(branch);
  }

  version(name: string, number: string) {
    const found = this.versions.find((one) => one.name === name && one.number === number);
    return (
      found && { number, _embedded: { branchVersions: [...found.branches].map((one) => ({ name: one })) } }
    );
  }

  deploy(name: string, number: string, uuid: string): boolean {
    if (!this.version(name, number)) return false;
    const version = this.provide(name, number);
    this.remove((one) => one.environment === uuid && one.version.name === name);
    this.deployments.push({ uuid: randomUUID(), environment: uuid, version });
    return true;
  }

  undeploy(uuid: string) {
    this.remove((one) => one.uuid === uuid);
    return {};
  }

  deployedIn(environment: string, url: string) {
    const deployedVersions = this.currentIn(environment).map(({ uuid, version: { name, number } }) => ({
      _embedded: { pacticipant: { name }, version: { number } },
      _links: { self: { href: `${url}/deployed-versions/${uuid}` } },
    }));
    return { _embedded: { deployedVersions } };
  }

  pactOf(consumer: string, provider: string, number: string) {
    const version = this.versions.find((one) => one.name === consumer && one.number === number);
    const found = version?.pacts.find(({ pact }) => pact.provider.name === provider);
    return found && linked(found);
  }

  pactByHash(consumer: string, provider: string, hash: string) {
    const found = this.pactsOf(consumer, provider).find((one) => one.hash === hash);
    return found && linked(found);
  }

  /** The pacts of the main branch, of the branch with the same name, and of deployed versions. */
  forVerification(provider: string, body: any, url: string) {
    const branches = ['main', String(body.providerVersionBranch)];
    const newest = [...Map.groupBy(this.versions, ({ name }) => name).values()].flatMap((all) =>
      branches.map((branch) => all.findLast((one) => one.branches.has(branch))),
    );
    const deployed = this.deployments.map(({ version }) => version);
    const selected = [...newest, ...deployed].flatMap((version) =>
      (version?.pacts ?? []).filter(({ pact }) => pact.provider.name === provider),
    );
    const distinct = new Map(selected.map((one) => [`${one.pact.consumer.name} ${one.hash}`, one]));
    if (!distinct.size && !this.versions.some(({ name }) => name === provider)) return undefined;
    const pacts = [...distinct.values()].map(({ pact, hash }) => ({
      shortDescription: 'latest from main',
      verificationProperties: {
        pending: !this.results.some((one) => one.hash === hash && one.provider === provider && one.success),
      },
      _links: {
        self: {
          href: `${url}/pacts/provider/${provider}/consumer/${pact.consumer.name}/pact-version/${hash}/metadata/abc`,
        },
      },
    }));
    return { _embedded: { pacts } };
  }

  /** Rows without a result have no version of the provider, whether it is deployed or not. */
  matrix(query: URLSearchParams, url: string): [number, unknown] {
    const environment = this.environments.find(({ name }) => name === query.get('environment'));
    const asked = this.provide(query.get('q[][pacticipant]')!, query.get('q[][version]')!);
    const deployed = this.currentIn(environment!.uuid).map(({ version }) => version);
    const pairs = [
      ...asked.pacts.map((one) => ({
        ...one,
        consumer: asked,
        provider: deployed.find(({ name }) => name === one.pact.provider.name),
      })),
      ...deployed.flatMap((consumer) =>
        consumer.pacts
          .filter(({ pact }) => pact.provider.name === asked.name)
          .map((one) => ({ ...one, consumer, provider: asked })),
      ),
    ];
    const matrix = pairs.map(({ pact, hash, consumer, provider }) => {
      const at = this.results.findLastIndex(
        (one) =>
          one.hash === hash &&
          one.consumer === consumer.name &&
          one.provider === provider?.name &&
          one.number === provider.number,
      );
      const success = this.results[at]?.success;
      return {
        consumer: { name: consumer.name, version: { number: consumer.number } },
        provider: { name: pact.provider.name, version: at < 0 ? null : { number: provider?.number } },
        verificationResult: at < 0 ? null : { success, _links: { self: { href: `${url}/results/${at}` } } },
      };
    });
    const results = matrix.map(({ verificationResult }) => verificationResult?.success);
    const deployable = results.includes(undefined) ? null : !results.includes(false);
    return [200, { summary: { deployable, reason: 'see the matrix' }, matrix }];
  }

  private provide(name: string, number: string): VersionRecord {
    const found = this.versions.find((one) => one.name === name && one.number === number);
    if (found) return found;
    const made = { name, number, branches: new Set<string>(), pacts: [] };
    this.versions.push(made);
    return made;
  }

  private currentIn(environment: string) {
    return this.deployments.filter((one) => one.environment === environment);
  }

  private remove(
    isGone: (one: { uuid: string; environment: string; version: VersionRecord }) => boolean,
  ): void {
    this.deployments.splice(0, Infinity, ...this.deployments.filter((one) => !isGone(one)));
  }

  private pactsOf(consumer: string, provider: string): Published[] {
    const own = this.versions.filter(({ name }) => name === consumer).flatMap(({ pacts }) => pacts);
    return own.filter(({ pact }) => pact.provider.name === provider);
  }
}

/** A broker adds links to a pact, and ids to its interactions, which change the hash of what it returns. */
const linked = ({ pact, hash }: Published) => ({
  ...pact,
  interactions: pact.interactions.map((interaction, at) => ({ ...interaction, _id: String(at) })),
  _links: { 'pb:pact-version': { name: hash } },
});
