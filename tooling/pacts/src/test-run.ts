import type { ProviderVersion } from './pact-broker.js';

/** What a command of `npm run contracts:…` wants of the pact specs that it runs. */
export interface SpecRunOptions {
  /** The folder of the accepted pacts, unless it is that of this repository. */
  pacts?: string;
  /** Consumers write their pacts into this folder, and nothing is compared. */
  accept?: string;
  /** Providers write their verification results into this folder. */
  results?: string;
  /** Providers write how many mutants were caught into this folder. */
  mutants?: string;
  /** Providers verify the pacts that a broker selects for them instead of those in a folder. */
  broker?: ProviderVersion | undefined;
}

/** What one run of the tests shares with its worker processes. The global set-up makes it once. */
export interface TestRun {
  /** The PostgreSQL of the run, as its superuser. */
  postgresUrl: string;
  /** The folder that consumer specs write their pacts into. */
  pactsFolder: string;
  /** The file that records which interactions stubs have answered, a line each. */
  coverageFile: string;
  /** True when a name pattern leaves tests out, so that pacts are incomplete. */
  isPartial: boolean;
  /** The variables `PACT_BROKER_*`, which the set-up hides from Pact's own tools. */
  pactBroker: Record<string, string>;
  options: SpecRunOptions;
}

/* Workers are processes, and an environment variable is all that Jest hands down to them. */
const OPTIONS = 'TROUPE_SPEC_RUN_OPTIONS';
const RUN = 'TROUPE_TEST_RUN';

/** The environment of a Jest that is to run specs with these options. */
export const withSpecRunOptions = (env: NodeJS.ProcessEnv, options: SpecRunOptions): NodeJS.ProcessEnv => ({
  ...env,
  [OPTIONS]: JSON.stringify(options),
});

/** The options that the command which started Jest has given. */
export const specRunOptions = (): SpecRunOptions =>
  JSON.parse(process.env[OPTIONS] ?? '{}') as SpecRunOptions;

/** Makes the run known to this process and to every process that it starts. */
export function shareTestRun(run: TestRun): void {
  process.env[RUN] = JSON.stringify(run);
}

/** @throws Error outside of a test run */
export function testRun(): TestRun {
  const run = process.env[RUN];
  if (!run)
    throw new Error('There is no test run: start tests with npm test, which starts PostgreSQL first.');
  return JSON.parse(run) as TestRun;
}
