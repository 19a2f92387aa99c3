import type { VerifiedPacts } from './verifier.js';

/** Where a Pact Broker is and how to log in; the names are those of Pact's own tools. */
export interface BrokerEnvironment {
  PACT_BROKER_BASE_URL: string;
  PACT_BROKER_TOKEN?: string | undefined;
  PACT_BROKER_USERNAME?: string | undefined;
  PACT_BROKER_PASSWORD?: string | undefined;
}

/** Work-in-progress pacts of the last 14 days are tried as well; they fail nothing. */
const WIP_DAYS = 14;

/** The consumer versions whose pacts count: https://docs.pact.io/pact_broker/advanced_topics/consumer_version_selectors */
const SELECTORS = [{ mainBranch: true }, { matchingBranch: true }, { deployedOrReleased: true }];

/** A revision of a provider that verifies the pacts which a broker selects for it. */
export interface ProviderVersion {
  env: BrokerEnvironment;
  revision: string;
  branch: string;
  /** Whether the results are published to the broker. */
  publish: boolean;
}

/** The body of a request for the pacts that a provider has to verify on a branch. */
export const pactsForVerification = (branch: string): object => ({
  consumerVersionSelectors: SELECTORS,
  includePendingStatus: true,
  includeWipPactsSince: wipSince(),
  providerVersionBranch: branch,
});

/** The options by which Pact's verifier fetches the same pacts. */
export const brokerVerifierOptions = ({
  env,
  revision,
  branch,
  publish,
}: ProviderVersion): VerifiedPacts => ({
  pactBrokerUrl: env.PACT_BROKER_BASE_URL,
  ...(env.PACT_BROKER_TOKEN && { pactBrokerToken: env.PACT_BROKER_TOKEN }),
  ...(env.PACT_BROKER_USERNAME && { pactBrokerUsername: env.PACT_BROKER_USERNAME }),
  ...(env.PACT_BROKER_PASSWORD && { pactBrokerPassword: env.PACT_BROKER_PASSWORD }),
  consumerVersionSelectors: SELECTORS,
  enablePending: true,
  includeWipPactsSince: wipSince(),
  providerVersion: revision,
  providerVersionBranch: branch,
  publishVerificationResult: publish,
});

const wipSince = (): string => new Date(Date.now() - WIP_DAYS * 86_400_000).toISOString().slice(0, 10);
