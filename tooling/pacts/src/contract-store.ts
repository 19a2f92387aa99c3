/** A service at a revision: the commit that holds its sources and its pacts. */
export interface Version {
  service: string;
  revision: string;
}

/** What a provider's verification said of one pact. */
export interface Verification {
  consumer: string;
  provider: string;
  /** Of the pact's content, as the Pact Broker hashes it. */
  hash: string;
  success: boolean;
  /** Whether nobody has kept it yet, so that it fails nobody: only a broker knows. */
  pending?: boolean;
  /** Failures of each interaction by its title; empty when it is kept. */
  interactions: Record<string, string[]>;
}

/** Nobody knows is never yes. */
export type Answer = 'yes' | 'no' | 'unknown';

/** One contract that a version has with what is deployed, and whether it holds. */
export interface Finding {
  answer: Answer;
  /** Which contract, and why. */
  because: string;
}

/** Whether a version fits what is deployed; `unknown` and `no` are both no reason to deploy it. */
export interface Verdict {
  answer: Answer;
  findings: Finding[];
}

/** Where results and deployments are recorded: files, or a Pact Broker. */
export interface ContractStore {
  /** What people call it. */
  readonly name: string;

  /**
   * Makes these files known as the pacts of their consumers at a revision.
   * @returns how many are
   * @throws Error when the revision is known with other pacts
   */
  publish(files: string[], revision: string, branch: string): Promise<number>;

  /** Keeps what the verification of a provider at `revision` said; the last word on the same counts. */
  recordVerification(verification: Verification, revision: string): Promise<void>;

  /** From now on this version runs in an environment, and no other of that service. */
  recordDeployment(version: Version, environment: string): Promise<void>;

  /** From now on no version of the service runs in an environment. */
  recordUndeployment(service: string, environment: string): Promise<void>;

  /** Whether a version has a successful result with everything that is deployed where it is going. */
  canIDeploy(version: Version, environment: string): Promise<Verdict>;
}

/** `no` before `unknown` before `yes`. */
export const worstOf = (answers: Answer[]): Answer =>
  (['no', 'unknown'] as const).find((one) => answers.includes(one)) ?? 'yes';

export const verdictOf = (findings: Finding[]): Verdict => ({
  answer: worstOf(findings.map(({ answer }) => answer)),
  findings,
});
