import { type Pact, type Verification } from '#tooling/pacts';

/** A service at a revision: the commit that holds its sources and its pacts. */
export interface Version {
  service: string;
  revision: string;
}

/** Whether a version may be deployed. `unknown` never counts as `yes`. */
export type Answer = 'yes' | 'no' | 'unknown';

/** A pact that a version of its consumer has, and the version of the provider that has to keep it. */
export interface Contract {
  consumer: Version;
  provider: Version;
}

/** One contract of a version with a deployed one, and whether it holds. */
export interface Finding {
  answer: Answer;
  /** Which contract, and why. */
  reason: string;
  /** The contract, when a verification would settle it. */
  unverified?: Contract;
}

/** Whether a version is compatible with everything that is deployed. */
export interface Decision {
  answer: Answer;
  findings: Finding[];
}

/** A pact that a provider has to verify. */
export interface SelectedPact {
  pact: Pact;
  /** The hash of its content, as the store knows it. */
  hash: string;
  /** True while no version of the provider has kept it: then it fails nothing. */
  pending: boolean;
  /** Whether only this verification was asked for it, so that a failure of later ones does not count. */
  isAsked?: true;
  /** Which versions of the consumer have it: `deployed in production`. */
  of: string;
}

/** Where results and deployments are recorded: files, or a Pact Broker. */
export interface ContractStore {
  /** For sentences, such as `the ledger`. */
  readonly name: string;

  /**
   * Publishes files as the pacts of their consumers at a revision.
   * @returns how many are published
   * @throws Error when the revision has other pacts already
   */
  publish(files: string[], revision: string, branch: string): Promise<number>;

  /**
   * The pacts that a provider has to verify on a branch: those of consumers that are deployed, and the newest.
   * @param here the pacts of the work tree
   */
  pactsFor(provider: string, branch: string, here: Pact[]): Promise<SelectedPact[]>;

  /** Records the result of a provider at `revision`; it replaces an earlier one of the same pact and sources. */
  recordVerification(verification: Verification, revision: string, branch: string): Promise<void>;

  /** Records that this version, and no other of the service, runs in an environment. */
  recordDeployment(version: Version, environment: string): Promise<void>;

  /** Records that no version of the service runs in an environment. @throws UserError when none did */
  recordUndeployment(service: string, environment: string): Promise<void>;

  /** Whether some version of the service is recorded in an environment. */
  isDeployed(service: string, environment: string): Promise<boolean>;

  /** The services in an environment whose deployed versions need this one; none when it is not there itself. */
  consumersOf(service: string, environment: string): Promise<string[]>;

  /** Decides whether a version has a successful result with everything that is deployed in the environment. */
  canIDeploy(version: Version, environment: string): Promise<Decision>;
}

/** The answer for several contracts: `no` before `unknown` before `yes`. */
export const worstAnswer = (answers: Answer[]): Answer =>
  (['no', 'unknown'] as const).find((answer) => answers.includes(answer)) ?? 'yes';

/** The decision that follows from these findings; without any, there is nothing against a deployment. */
export const decide = (findings: Finding[]): Decision => ({
  answer: worstAnswer(findings.map(({ answer }) => answer)),
  findings,
});
