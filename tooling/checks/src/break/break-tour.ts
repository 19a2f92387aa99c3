import { styleText } from 'node:util';
import type { CarelessChange } from './careless-changes.ts';
import { ThrowawayCopy } from './throwaway-copy.ts';

type Print = (line: string) => void;

/**
 * Commits careless changes to a copy of the last commit, one after the other, and prints what their checks say.
 * @param signal ends the tour after the check that is running
 * @returns 0 if every change is caught, otherwise 1
 */
export async function runBreakTour(
  changes: CarelessChange[],
  root: string,
  print: Print = console.log,
  signal = new AbortController().signal,
): Promise<number> {
  const started = performance.now();
  const copy = new ThrowawayCopy();
  const caught: string[] = [];
  try {
    print(`Building a throwaway copy of your last commit in ${copy.folder}; your checkout does not change.`);
    await copy.build(root);
    for (const [index, change] of changes.entries()) {
      if (signal.aborted) break;
      print(`\n${styleText('bold', `${index + 1} of ${changes.length}: ${change.name}`)}`);
      const changeStarted = performance.now();
      if (!(await isCaught(change, copy, print))) continue;
      const seconds = secondsSince(changeStarted);
      print(`  caught in ${seconds} s`);
      caught.push(summaryRow(change, seconds));
    }
  } finally {
    copy.remove();
  }
  const count = `${caught.length} of ${changes.length} careless changes were caught, in ${secondsSince(started)} s`;
  print(['', ...caught, '', count].join('\n'));
  return caught.length === changes.length ? 0 : 1;
}

/** Commits a change, runs its check, and prints both. @returns whether the check failed and named the culprit */
async function isCaught(change: CarelessChange, copy: ThrowawayCopy, print: Print): Promise<boolean> {
  print(`${change.why}\n\n  commit: ${change.commitMessage}`);
  for (const line of copy.commit(change)) print(`  ${coloured(line)}`);
  print(`\n  $ ${change.check}`);
  const { passed, output } = await copy.run(change.check);
  copy.undoCommit();
  const findings = new Set(output.match(change.finding)?.map(shortened));
  for (const finding of findings) print(`  ${styleText('bold', finding)}`);
  if (passed) print('  NOT caught: the check passed');
  else if (!findings.size)
    print(`  NOT caught: the check failed without saying ${change.finding.source}\n${output.slice(-2_000)}`);
  return !passed && findings.size > 0;
}

const coloured = (line: string) =>
  line.startsWith('+++ b/')
    ? line.slice('+++ b/'.length)
    : styleText(line.startsWith('+') ? 'green' : 'red', line);

/** Without line breaks, and without the parameters of provider states. */
const shortened = (sentence: string) =>
  sentence.replaceAll(/\s+/g, ' ').replaceAll(/ \{".*?"\}(?=[":])/g, ' {…}');

const secondsSince = (started: number) => Math.round((performance.now() - started) / 1000);

const summaryRow = ({ name, check }: CarelessChange, seconds: number) =>
  `${name.padEnd(40)}${check.padEnd(72)}${String(seconds).padStart(3)} s`;
