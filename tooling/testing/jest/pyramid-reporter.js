/** The levels of the test pyramid; the first pattern that matches a file decides. */
const LEVELS = [
  ['end-to-end', /e2e-spec\.ts$/],
  ['service', /\.service-spec\.ts$/],
  ['contract', /pact-spec\.ts$|\/(?:contracts|pacts|stubs)\//],
  ['unit', /\.spec\.ts$/],
];

/** Prints the number of tests of each level of the pyramid and how long they took, which shows an inverted one. */
export default class PyramidReporter {
  onRunComplete(_contexts, { testResults, numPassedTests, numFailedTests, numPendingTests }) {
    const rows = LEVELS.map(([level]) => ({ level, tests: 0, files: 0, ms: 0 }));
    for (const { testFilePath, testResults: tests, perfStats } of testResults) {
      const row = rows[LEVELS.findIndex(([, pattern]) => pattern.test(testFilePath))];
      row.files++;
      row.tests += tests.length;
      row.ms += perfStats.runtime;
    }
    const lines = rows
      .filter(({ files }) => files)
      .map(
        ({ level, tests, files, ms }) =>
          `${level.padEnd(12)}${pad(tests)} tests${pad(files)} files${pad(seconds(ms))} s`,
      );
    process.stdout.write(`\n${lines.join('\n')}\n\n${numPassedTests} passed, ${numFailedTests} failed`);
    process.stdout.write(numPendingTests ? `, ${numPendingTests} skipped\n` : '\n');
  }
}

const pad = (value) => String(value).padStart(6);
const seconds = (ms) => (ms / 1000).toFixed(1);
