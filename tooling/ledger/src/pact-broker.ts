import { runBrokerCli } from './broker-cli.js';
import { BrokerHttp } from './broker-http.js';
import type { Answer, ContractStore, Decision, Version } from './contract-store.js';
import { type BrokerEnvironment, type Pact, pactsForVerification, type Verification } from '#tooling/pacts';

interface ForVerification {
  _embedded: {
    pacts: { verificationProperties: { pending?: boolean }; _links: { self: { href: string } } }[];
  };
}

/** The part of `can-i-deploy --output json` that is read. */
interface CanIDeploy {
  summary: { deployable: boolean | null };
  notices: { text: string; type: string }[];
  matrix: MatrixRow[];
}

interface MatrixRow {
  consumer: { name: string };
  provider: { name: string; version: { number: string } | null };
  verificationResult: { success: boolean } | null;
}

/** A Pact Broker (https://docs.pact.io/pact_broker), through Pact's own command line where it has a command. */
export class PactBroker implements ContractStore {
  readonly name: string;
  readonly http: BrokerHttp;

  constructor(readonly env: BrokerEnvironment) {
    this.name = `the Pact Broker at ${env.PACT_BROKER_BASE_URL}`;
    this.http = new BrokerHttp(env);
  }

  async publish(files: string[], revision: string, branch: string): Promise<number> {
    const on = branch ? ['--branch', branch] : [];
    const printed = await runBrokerCli(
      this.env,
      'publish',
      ...files,
      '--consumer-app-version',
      revision,
      ...on,
    );
    return printed.match(/successfully (re)?published/g)?.length ?? 0;
  }

  async recordVerification(verification: Verification, revision: string): Promise<void> {
    const { consumer, provider, hash, success, interactions } = verification;
    const pact = ['pacts', 'provider', provider, 'consumer', consumer, 'pact-version', hash];
    await this.http.call('POST', [...pact, 'verification-results'], {
      success,
      providerApplicationVersion: revision,
      verifiedBy: { implementation: 'Troupe’s ledger', version: '1' },
      testResults: Object.entries(interactions).map(([title, failures]) => ({ title, failures })),
    });
  }

  async recordDeployment({ service, revision }: Version, environment: string): Promise<void> {
    const version = ['--pacticipant', service, '--version', revision];
    await runBrokerCli(this.env, 'record-deployment', ...version, '--environment', environment);
  }

  async recordUndeployment(service: string, environment: string): Promise<void> {
    const where = ['--pacticipant', service, '--environment', environment];
    await runBrokerCli(this.env, 'record-undeployment', ...where);
  }

  async canIDeploy({ service, revision }: Version, environment: string): Promise<Decision> {
    const question = ['--pacticipant', service, '--version', revision, '--to-environment', environment];
    const printed = await runBrokerCli(this.env, 'can-i-deploy', ...question, '--output', 'json');
    const { summary, notices, matrix } = JSON.parse(printed) as CanIDeploy;
    const answer = answerOf(summary.deployable); // the exit code is 0 with `--output json`, whatever the answer
    const verified = matrix.filter(({ verificationResult }) => verificationResult?.success);
    const errors = notices.filter(({ type }) => type === 'error');
    return {
      answer,
      findings: [
        ...verified.map((row) => ({ answer: 'yes' as const, reason: `${contractName(row)}: verified` })),
        ...errors.map(({ text }) => ({ answer, reason: text })),
      ],
    };
  }

  /** The pacts that a provider has to verify: those of branches that matter to it, and of deployed versions. */
  async pactsFor(provider: string, branch: string): Promise<{ pact: Pact; pending: boolean }[]> {
    const found = (await this.http.call(
      'POST',
      ['pacts', 'provider', provider, 'for-verification'],
      pactsForVerification(branch),
    )) as ForVerification;
    return Promise.all(
      found._embedded.pacts.map(async ({ verificationProperties, _links }) => ({
        pact: (await this.http.call('GET', _links.self.href)) as Pact,
        pending: verificationProperties.pending ?? false,
      })),
    );
  }
}

const contractName = ({ consumer, provider }: MatrixRow): string =>
  `${consumer.name} with ${provider.name} at ${provider.version?.number ?? 'no version'}`;

function answerOf(deployable: boolean | null): Answer {
  if (deployable === null) return 'unknown';
  return deployable ? 'yes' : 'no';
}

/** The broker at `PACT_BROKER_BASE_URL`, if that is set. */
export function brokerFromEnv(env: NodeJS.ProcessEnv): PactBroker | undefined {
  const { PACT_BROKER_BASE_URL } = env;
  if (!PACT_BROKER_BASE_URL) return undefined;
  return new PactBroker({
    PACT_BROKER_BASE_URL,
    // CI passes what is not set as an empty string, which Pact's tools would send as a token.
    PACT_BROKER_TOKEN: env.PACT_BROKER_TOKEN || undefined,
    PACT_BROKER_USERNAME: env.PACT_BROKER_USERNAME || undefined,
    PACT_BROKER_PASSWORD: env.PACT_BROKER_PASSWORD || undefined,
  });
}
