/** How a command of `npm run contracts:…` runs the pact specs. */
export interface SpecRunOptions {
  /** The folder of the accepted pacts, if it is not that of this repository. */
  pacts?: string;
  /** The folder that consumers write their pacts into; they are compared with nothing. */
  accept?: string;
  /** The folder that providers write their verification results into; the command judges them then, and not the specs. */
  results?: string;
  /** The folder that providers write their mutation reports into. */
  mutants?: string;
}

/** What one run of the tests shares with its worker processes. The global set-up creates it. */
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

/* Workers are processes, and environment variables are all that Jest passes on to them. */
const OPTIONS = 'TROUPE_SPEC_RUN_OPTIONS';
const RUN = 'TROUPE_TEST_RUN';

/** The environment of a Jest that runs specs with these options. */
export const withSpecRunOptions = (env: NodeJS.ProcessEnv, options: SpecRunOptions): NodeJS.ProcessEnv => ({
  ...env,
  [OPTIONS]: JSON.stringify(options),
});

/** The options of the command that started Jest. */
export const specRunOptions = (): SpecRunOptions =>
  JSON.parse(process.env[OPTIONS] ?? '{}') as SpecRunOptions;

/** Shares the run with this process and every process that it starts. */
export function shareTestRun(run: TestRun): void {
  process.env[RUN] = JSON.stringify(run);
}

/** The run that this process is part of. @throws Error outside of a test run */
export function testRun(): TestRun {
  const run = process.env[RUN];
  if (!run)
    throw new Error('There is no test run here. Start tests with npm test, which starts PostgreSQL first.');
  return JSON.parse(run) as TestRun;
}
