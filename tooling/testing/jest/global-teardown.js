import { testRun } from '#tooling/pacts';
import { coverageSummary, interactionCoverage } from '#tooling/stubs';

/** Tells what no test has played, if all of them ran. */
export default async function tearDown({ testPathPatterns, testNamePattern }) {
  const isWhole = !testPathPatterns.isSet() && !testNamePattern;
  if (isWhole) process.stdout.write(`${coverageSummary(interactionCoverage(testRun().coverageFile))}\n`);
  await globalThis.cleanUp?.();
}
