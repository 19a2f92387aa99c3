import { readFileSync } from 'node:fs';
import { type Pact, type Verification } from '#tooling/pacts';
import { type BrokerEnvironment, BrokerHttp } from './broker-http.js';
import { BrokerMatrix } from './broker-matrix.js';
import {
  type ContractStore,
  decide,
  type Decision,
  type SelectedPact,
  type Version,
} from './contract-store.js';
import { noEnvironment, nothingToRemove, short } from './findings.js';

/** Work-in-progress pacts of the last 14 days are tried as well; they fail nothing. */
const WIP_DAYS = 14;

/** The consumer versions whose pacts count: https://docs.pact.io/pact_broker/advanced_topics/consumer_version_selectors */
const SELECTORS = [{ mainBranch: true }, { matchingBranch: true }, { deployedOrReleased: true }];

interface Link {
  href: string;
  name: string;
}

interface ForVerification {
  _embedded: {
    pacts: {
      shortDescription?: string;
      verificationProperties: { pending?: boolean };
      _links: { self: Link };
    }[];
  };
}

interface DeployedVersions {
  _embedded: {
    deployedVersions: {
      _embedded: { pacticipant: { name: string }; version: { number: string } };
      _links: { self: Link };
    }[];
  };
}

/** A Pact Broker (https://docs.pact.io/pact_broker). */
export class PactBroker implements ContractStore {
  readonly name: string;

  constructor(
    readonly env: BrokerEnvironment,
    readonly http = new BrokerHttp(env),
  ) {
    this.name = `the Pact Broker at ${env.PACT_BROKER_BASE_URL}`;
  }

  async publish(files: string[], revision: string, branch: string): Promise<number> {
    const texts = files.map((file) => readFileSync(file, 'utf8'));
    const byConsumer = Map.groupBy(texts, (text) => (JSON.parse(text) as Pact).consumer.name);
    for (const [consumer, own] of byConsumer)
      await this.http.call('POST', ['contracts', 'publish'], {
        body: {
          pacticipantName: consumer,
          pacticipantVersionNumber: revision,
          ...(branch && { branch }),
          contracts: own.map(contractOf),
        },
      });
    return files.length;
  }

  /** Besides the newest and the deployed pacts, those of the branch with the same name, and work in progress. */
  async pactsFor(provider: string, branch: string): Promise<SelectedPact[]> {
    const body = {
      consumerVersionSelectors: SELECTORS,
      includePendingStatus: true,
      includeWipPactsSince: new Date(Date.now() - WIP_DAYS * 86_400_000).toISOString().slice(0, 10),
      ...(branch && { providerVersionBranch: branch }),
    };
    const resource = ['pacts', 'provider', provider, 'for-verification'];
    const found = (await this.http.find('POST', resource, { body })) as ForVerification | undefined;
    return Promise.all(
      (found?._embedded.pacts ?? []).map(
        async ({ shortDescription = '', verificationProperties, _links }) => {
          const { _links: links, ...pact } = (await this.http.call('GET', _links.self.href)) as Pact & {
            _links: { 'pb:pact-version': Link };
          };
          const hash = links['pb:pact-version'].name;
          return { pact, hash, pending: verificationProperties.pending ?? false, of: shortDescription };
        },
      ),
    );
  }

  async recordVerification(verification: Verification, revision: string, branch: string): Promise<void> {
    const { consumer, provider, hash, success, interactions } = verification;
    if (branch)
      await this.http.call('PUT', ['pacticipants', provider, 'branches', branch, 'versions', revision], {
        body: {},
      });
    const pact = ['pacts', 'provider', provider, 'consumer', consumer, 'pact-version', hash];
    await this.http.call('POST', [...pact, 'verification-results'], {
      body: {
        success,
        providerApplicationVersion: revision,
        verifiedBy: { implementation: 'Troupe’s ledger', version: '1' },
        testResults: Object.entries(interactions).map(([title, failures]) => ({ title, failures })),
      },
    });
  }

  async recordDeployment({ service, revision }: Version, environment: string): Promise<void> {
    const uuid = await this.uuidOf(environment);
    const version = ['pacticipants', service, 'versions', revision];
    await this.http.call('POST', [...version, 'deployed-versions', 'environment', uuid], { body: {} });
  }

  async recordUndeployment(service: string, environment: string): Promise<void> {
    const deployed = (await this.deployedIn(environment)).filter((one) => one.service === service);
    if (!deployed.length) throw nothingToRemove(service, environment);
    for (const { href } of deployed)
      await this.http.call('PATCH', href, { body: { currentlyDeployed: false } });
  }

  async isDeployed(service: string, environment: string): Promise<boolean> {
    return (await this.deployedIn(environment)).some((version) => version.service === service);
  }

  async consumersOf(service: string, environment: string): Promise<string[]> {
    const deployed = await this.deployedIn(environment);
    if (!deployed.some((version) => version.service === service)) return [];
    const consumers = [];
    for (const { service: consumer, revision } of deployed) {
      const pact = ['pacts', 'provider', service, 'consumer', consumer, 'version', revision];
      if (consumer !== service && (await this.http.find('GET', pact))) consumers.push(consumer);
    }
    return consumers;
  }

  /** A version without a branch counts as unknown, because a branch that is deleted leaves its versions behind. */
  async canIDeploy(version: Version, environment: string): Promise<Decision> {
    const deployed = await this.deployedIn(environment);
    const found = (await this.http.find('GET', [
      'pacticipants',
      version.service,
      'versions',
      version.revision,
    ])) as { _embedded?: { branchVersions?: unknown[] } } | undefined;
    if (!found?._embedded?.branchVersions?.length) return decide([this.unpublished(version, Boolean(found))]);
    return new BrokerMatrix(this.http, environment, deployed).decide(version);
  }

  private unpublished({ service, revision }: Version, exists: boolean) {
    const what = exists ? 'has no branch for' : 'does not know';
    const advice = 'run npm run contracts:publish and npm run contracts:verify on that commit';
    return {
      answer: 'unknown' as const,
      reason: `${this.name} ${what} ${service} at ${short(revision)}; ${advice}`,
    };
  }

  private async deployedIn(environment: string): Promise<(Version & { href: string })[]> {
    const uuid = await this.uuidOf(environment);
    const resource = ['environments', uuid, 'deployed-versions', 'currently-deployed'];
    const { _embedded } = (await this.http.call('GET', resource)) as DeployedVersions;
    return _embedded.deployedVersions.map(({ _embedded: { pacticipant, version }, _links }) => ({
      service: pacticipant.name,
      revision: version.number,
      href: _links.self.href,
    }));
  }

  /** @throws UserError when the environment does not exist */
  private async uuidOf(environment: string): Promise<string> {
    const { _embedded } = (await this.http.call('GET', ['environments'])) as {
      _embedded: { environments: { name: string; uuid: string }[] };
    };
    const found = _embedded.environments.find(({ name }) => name === environment);
    if (found) return found.uuid;
    throw noEnvironment(
      environment,
      _embedded.environments.map(({ name }) => name),
    );
  }
}

/** A pact as https://docs.pact.io/pact_broker/api/publish_contracts has it. */
function contractOf(text: string): object {
  const { consumer, provider } = JSON.parse(text) as Pact;
  return {
    consumerName: consumer.name,
    providerName: provider.name,
    specification: 'pact',
    contentType: 'application/json',
    content: Buffer.from(text).toString('base64'),
  };
}

/** The broker at `PACT_BROKER_BASE_URL`, if that is set. */
export function brokerFromEnv(env: NodeJS.ProcessEnv): PactBroker | undefined {
  const { PACT_BROKER_BASE_URL } = env;
  if (!PACT_BROKER_BASE_URL) return undefined;
  return new PactBroker({
    PACT_BROKER_BASE_URL,
    // CI passes what is not set as an empty string.
    PACT_BROKER_TOKEN: env.PACT_BROKER_TOKEN || undefined,
    PACT_BROKER_USERNAME: env.PACT_BROKER_USERNAME || undefined,
    PACT_BROKER_PASSWORD: env.PACT_BROKER_PASSWORD || undefined,
  });
}
