import { join } from 'node:path';
import { runBreakTour } from './break/break-tour.ts';
import { runFromSource, WrongArguments } from './run-from-source.ts';
import { type CarelessChange, CARELESS_CHANGES } from './break/careless-changes.ts';

const root = join(import.meta.dirname, '../../..');

const USAGE = `Usage: npm run break -- [--list] [NUMBER...]

Commits ${CARELESS_CHANGES.length} careless changes, one after the other, to a throwaway copy of the last commit, and shows what each check
says. Fails if a change is not caught.

  NUMBER    runs only the changes with these numbers
  --list    prints the changes with their numbers and checks
  --help    prints this text`;

/** @throws WrongArguments when there is no change with one of the numbers */
function changesWith(numbers: string[]): CarelessChange[] {
  const unknown = numbers.filter((number) => !CARELESS_CHANGES[Number(number) - 1]);
  if (unknown.length) throw new WrongArguments(`There is no change ${unknown.join(', ')}.`);
  return numbers.length ? numbers.map((number) => CARELESS_CHANGES[Number(number) - 1]!) : CARELESS_CHANGES;
}

const list = (): string =>
  CARELESS_CHANGES.map(({ name, check }, index) => `${index + 1}  ${name}: ${check}`).join('\n');

/** A signal that the user aborts with Ctrl-C. */
function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.on(signal, () => {
      console.log('\nThe tour ends when the running check has cleaned up.');
      controller.abort();
    });
  return controller.signal;
}

if (import.meta.main)
  await runFromSource(USAGE, { list: { type: 'boolean' } }, (flags, numbers) => {
    const changes = changesWith(numbers);
    if (flags.list) return (console.log(list()), 0);
    return runBreakTour(changes, root, console.log, interruption());
  });
