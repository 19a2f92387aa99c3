import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';
import { v5 } from 'uuid';
import { UserError } from '#tooling/platform';
import type { Pact } from './pact-file.js';
import {
  type Answer,
  type ContractStore,
  type Verdict,
  type Verification,
  type Version,
} from './contract-store.js';

/** Work in progress on other branches is tried for so long, without failing anybody. */
const WIP_DAYS = 14;

/** Where the broker is, and who asks; the names are those of Pact's own tools. */
export interface BrokerEnvironment {
  PACT_BROKER_BASE_URL: string;
  PACT_BROKER_TOKEN?: string | undefined;
  PACT_BROKER_USERNAME?: string | undefined;
  PACT_BROKER_PASSWORD?: string | undefined;
}

/** A revision of a provider that verifies the pacts which a broker selects for it. */
export interface ProviderVersion {
  env: BrokerEnvironment;
  revision: string;
  branch: string;
  /** Whether the broker is told the result. */
  publish: boolean;
}

interface ForVerification {
  _embedded: {
    pacts: { verificationProperties: { pending?: boolean }; _links: { self: { href: string } } }[];
  };
}

interface Environments {
  _embedded: { environments: { name: string }[] };
}

/** What `can-i-deploy --output json` answers, as far as it is read. */
interface CanIDeploy {
  summary: { deployable: boolean | null };
  notices: { text: string; type: string }[];
  matrix: Row[];
}

interface Row {
  consumer: { name: string };
  provider: { name: string; version: { number: string } | null };
  verificationResult: { success: boolean } | null;
}

/** A Pact Broker (https://docs.pact.io/pact_broker), through Pact's own command line where it has a command. */
export class PactBroker implements ContractStore {
  readonly name: string;

  constructor(readonly env: BrokerEnvironment) {
    this.name = `the Pact Broker at ${env.PACT_BROKER_BASE_URL}`;
  }

  async publish(files: string[], revision: string, branch: string): Promise<number> {
    const on = branch ? ['--branch', branch] : [];
    const said = await this.run('publish', ...files, '--consumer-app-version', revision, ...on);
    return said.match(/successfully (re)?published/g)?.length ?? 0;
  }

  async recordVerification(verification: Verification, revision: string): Promise<void> {
    const { consumer, provider, hash, success, interactions } = verification;
    const path = [
      'pacts',
      'provider',
      provider,
      'consumer',
      consumer,
      'pact-version',
      hash,
      'verification-results',
    ];
    await this.call('POST', path, {
      success,
      providerApplicationVersion: revision,
      verifiedBy: { implementation: 'Troupe’s ledger', version: '1' },
      testResults: Object.entries(interactions).map(([title, failures]) => ({ title, failures })),
    });
  }

  async recordDeployment({ service, revision }: Version, environment: string): Promise<void> {
    const version = ['--pacticipant', service, '--version', revision];
    await this.run('record-deployment', ...version, '--environment', environment);
  }

  async recordUndeployment(service: string, environment: string): Promise<void> {
    await this.run('record-undeployment', '--pacticipant', service, '--environment', environment);
  }

  async canIDeploy({ service, revision }: Version, environment: string): Promise<Verdict> {
    const version = ['--pacticipant', service, '--version', revision];
    const said = await this.run(
      'can-i-deploy',
      ...version,
      '--to-environment',
      environment,
      '--output',
      'json',
    );
    const { summary, notices, matrix } = JSON.parse(said) as CanIDeploy;
    const answer = answerOf(summary.deployable); // the exit code is 0 with `--output json`, whatever it answers
    const kept = matrix.filter(({ verificationResult }) => verificationResult?.success);
    const errors = notices.filter(({ type }) => type === 'error');
    return {
      answer,
      findings: [
        ...kept.map((row) => ({ answer: 'yes' as const, because: `${nameOf(row)}: verified` })),
        ...errors.map(({ text }) => ({ answer, because: text })),
      ],
    };
  }

  /** @returns what was done for it */
  async provideEnvironment(
    name: string,
    settings: { displayName: string; production: boolean },
  ): Promise<string> {
    const { _embedded } = (await this.call('GET', ['environments'])) as Environments;
    if (_embedded.environments.some((one) => one.name === name)) return 'is there';
    await this.call('POST', ['environments'], { name, ...settings });
    return 'was made';
  }

  /**
   * Has the broker call `url` whenever a version of a provider has to verify something new, in the form that starts a
   * workflow of GitHub by `repository_dispatch`.
   * @param token shown as a bearer token
   * @returns what was done for it
   */
  async provideWebhook(url: string, token?: string): Promise<string> {
    const given = (name: string) => `\${pactbroker.${name}}`;
    const client_payload = {
      pact_url: given('pactUrl'),
      provider: given('providerName'),
      sha: given('providerVersionNumber'),
      branch: given('providerVersionBranch'),
      message: `${given('consumerName')} expects something new of ${given('providerName')}`,
    };
    const event = 'contract_requiring_verification_published';
    const headers = {
      'Content-Type': 'application/json',
      Accept: 'application/json',
      ...(token && { Authorization: `Bearer ${token}` }),
    };
    const request = { method: 'POST', url, headers, body: { event_type: event, client_payload } };
    await this.call('PUT', ['webhooks', v5(url, v5.URL)], {
      description: 'A provider has to verify something new',
      events: [{ name: event }],
      request,
      enabled: true,
    });
    return 'is as it should be';
  }

  /** The pacts that a provider has to keep: those of branches that matter to it, and of what is deployed. */
  async pactsFor(provider: string, branch: string): Promise<{ pact: Pact; pending: boolean }[]> {
    const { selectors, pending, wipSince } = selection();
    const found = (await this.call('POST', ['pacts', 'provider', provider, 'for-verification'], {
      consumerVersionSelectors: selectors,
      includePendingStatus: pending,
      includeWipPactsSince: wipSince,
      providerVersionBranch: branch,
    })) as ForVerification;
    return Promise.all(
      found._embedded.pacts.map(async ({ verificationProperties, _links }) => ({
        pact: (await this.call('GET', _links.self.href)) as Pact,
        pending: verificationProperties.pending ?? false,
      })),
    );
  }

  /** How Pact's verifier is told to do the same, and whether it may tell the broker what came out. */
  verifierOptions({ revision, branch, publish }: Omit<ProviderVersion, 'env'>) {
    const { selectors, pending, wipSince } = selection();
    return {
      pactBrokerUrl: this.env.PACT_BROKER_BASE_URL,
      ...(this.env.PACT_BROKER_TOKEN && { pactBrokerToken: this.env.PACT_BROKER_TOKEN }),
      ...(this.env.PACT_BROKER_USERNAME && { pactBrokerUsername: this.env.PACT_BROKER_USERNAME }),
      ...(this.env.PACT_BROKER_PASSWORD && { pactBrokerPassword: this.env.PACT_BROKER_PASSWORD }),
      consumerVersionSelectors: selectors,
      enablePending: pending,
      includeWipPactsSince: wipSince,
      providerVersion: revision,
      providerVersionBranch: branch,
      publishVerificationResult: publish,
    };
  }

  /**
   * One of the broker's resources, by its URL or by the segments of its path.
   * @throws UserError saying what the broker has against it
   */
  async call(method: string, resource: string | string[], body?: object): Promise<unknown> {
    const path = (segments: string[]) => segments.map(encodeURIComponent).join('/');
    const base = this.env.PACT_BROKER_BASE_URL.replace(/\/$/, '');
    const url = typeof resource === 'string' ? resource : `${base}/${path(resource)}`;
    const headers = {
      Accept: 'application/hal+json',
      'Content-Type': 'application/json',
      Connection: 'close', // a kept one is gone when we come back from git, and a POST is not repeated
      ...this.authorization(),
    };
    const response = await fetch(url, { method, headers, body: body && JSON.stringify(body) });
    const said = await response.text();
    if (!response.ok)
      throw new UserError(`${this.name} refuses ${method} ${url}: ${response.status} ${said}`);
    return said ? JSON.parse(said) : undefined;
  }

  private authorization(): Record<string, string> {
    const { PACT_BROKER_TOKEN: token, PACT_BROKER_USERNAME: name, PACT_BROKER_PASSWORD: password } = this.env;
    if (token) return { Authorization: `Bearer ${token}` };
    if (name)
      return { Authorization: `Basic ${Buffer.from(`${name}:${password ?? ''}`).toString('base64')}` };
    return {};
  }

  /** @throws UserError with what the command line says when it fails */
  private async run(...args: string[]): Promise<string> {
    const cli = createRequire(import.meta.url).resolve('@pact-foundation/pact-cli/bin/pact.js');
    const child = spawn(process.execPath, [cli, 'broker', ...args], { env: { ...process.env, ...this.env } });
    const [stdout, stderr, code] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      new Promise((resolve) => child.once('close', resolve)),
    ]);
    if (code !== 0)
      throw new UserError(`${this.name} refuses to ${args[0]}: ${stderr.trim() || stdout.trim()}`);
    return stdout;
  }
}

/** What a provider verifies: https://docs.pact.io/pact_broker/advanced_topics/consumer_version_selectors */
const selection = () => ({
  selectors: [{ mainBranch: true }, { matchingBranch: true }, { deployedOrReleased: true }],
  pending: true,
  wipSince: new Date(Date.now() - WIP_DAYS * 86_400_000).toISOString().slice(0, 10),
});

const nameOf = ({ consumer, provider }: Row) =>
  `${consumer.name} with ${provider.name} at ${provider.version?.number ?? 'no version'}`;

function answerOf(deployable: boolean | null): Answer {
  if (deployable === null) return 'unknown';
  return deployable ? 'yes' : 'no';
}

/** The broker that the environment names, if it names one. */
export function brokerIn(env: NodeJS.ProcessEnv): PactBroker | undefined {
  const { PACT_BROKER_BASE_URL } = env;
  if (!PACT_BROKER_BASE_URL) return undefined;
  return new PactBroker({
    PACT_BROKER_BASE_URL,
    // CI hands on what is not set as an empty text, which Pact's tools would show as a token.
    PACT_BROKER_TOKEN: env.PACT_BROKER_TOKEN || undefined,
    PACT_BROKER_USERNAME: env.PACT_BROKER_USERNAME || undefined,
    PACT_BROKER_PASSWORD: env.PACT_BROKER_PASSWORD || undefined,
  });
}
