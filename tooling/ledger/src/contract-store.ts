import type { Verification } from '#tooling/pacts';

/** A service at a revision: the commit that holds its sources and its pacts. */
export interface Version {
  service: string;
  revision: string;
}

/** Whether a version may be deployed. `unknown` never counts as `yes`. */
export type Answer = 'yes' | 'no' | 'unknown';

/** One contract of a version with a deployed one, and whether it holds. */
export interface Finding {
  answer: Answer;
  /** Which contract, and why. */
  reason: string;
}

/** Whether a version is compatible with everything that is deployed. */
export interface Decision {
  answer: Answer;
  findings: Finding[];
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

  /** Records the result of a provider at `revision`; it replaces an earlier one of the same pact and sources. */
  recordVerification(verification: Verification, revision: string): Promise<void>;

  /** Records that this version, and no other of the service, runs in an environment. */
  recordDeployment(version: Version, environment: string): Promise<void>;

  /** Records that no version of the service runs in an environment. */
  recordUndeployment(service: string, environment: string): Promise<void>;

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
