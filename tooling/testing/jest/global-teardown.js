import { exerciseIn, summaryOf } from '#tooling/stubs';

/** Tells what no test has played, if all of them ran. */
export default async function tearDown({ testPathPatterns, testNamePattern }) {
  const isWhole = !testPathPatterns.isSet() && !testNamePattern;
  if (isWhole) process.stdout.write(`${summaryOf(exerciseIn(process.env.STUBS_EXERCISED))}\n`);
  await globalThis.cleanUp?.();
}
