import { join } from 'node:path';
import { runBreakTour } from './break/break-tour.ts';
import { runCommand } from '../../platform/src/from-source.ts';
import { type CarelessChange, CARELESS_CHANGES } from './break/careless-changes.ts';

const root = join(import.meta.dirname, '../../..');

/** The changes with these numbers, or all. */
const changesWith = (numbers: string[]): CarelessChange[] =>
  numbers.length ? numbers.map((number) => CARELESS_CHANGES[Number(number) - 1]!) : CARELESS_CHANGES;

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
  await runCommand(
    {
      name: 'npm run break',
      about:
        `Commits ${CARELESS_CHANGES.length} careless changes, one after the other, to a throwaway copy of the last commit, and shows what each\n` +
        'check says. Fails if a change is not caught.',
      args: [
        {
          name: 'CHANGE',
          about: 'the numbers of changes; by default, all',
          repeated: true,
          optional: true,
          oneOf: () => CARELESS_CHANGES.map((_, at) => String(at + 1)),
        },
      ],
      options: { list: { about: 'prints the changes with their numbers and checks' } },
    },
    ({ list: isList }, numbers) => {
      const changes = changesWith(numbers);
      if (isList) return console.log(list());
      return runBreakTour(changes, root, console.log, interruption());
    },
  );
