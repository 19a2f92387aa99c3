import { testRun } from '#tooling/pacts';
import { coverageSummary, interactionCoverage } from '#tooling/stubs';

/** Prints the interaction coverage of a whole run, and removes what the run has created. */
export default async function tearDown({ testPathPatterns, testNamePattern }) {
  const isWhole = !testPathPatterns.isSet() && !testNamePattern;
  if (isWhole) process.stdout.write(`${coverageSummary(interactionCoverage(testRun().coverageFile))}\n`);
  await globalThis.cleanUp?.();
}
