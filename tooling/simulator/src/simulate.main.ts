import { runCommand, wholeNumber } from '#tooling/platform';

/** A broken core that survives so many histories is not caught. */
const MAX_HISTORIES = 30_000;

const perMinute = (histories: number, began: number): string =>
  `${Math.round((histories / (performance.now() - began)) * 60_000).toLocaleString('en')} a minute`;

/** Explores the core, and prints the smallest history of the first failure. @returns the exit code */
async function exploreCore(seed: number, count: number): Promise<number> {
  const core = await import('#libs/messaging');
  const { explore, shrink } = await import('./explore.js');
  const began = performance.now();
  const { failure, histories } = await explore(core, seed, count);
  console.log(`${histories} of ${count} histories from seed ${seed}, ${perMinute(histories, began)}`);
  if (!failure) return 0;
  const smallest = await shrink(core, failure);
  console.log(smallest.history.join('\n'));
  console.log(smallest.violations.join('\n'));
  console.log(
    `Keep this scenario in tooling/simulator/test/histories:\n${JSON.stringify(smallest.scenario, null, 2)}`,
  );
  return 1;
}

/** Breaks the core in each way, and prints how many histories it takes to notice. @returns the exit code */
async function exploreBrokenCores(): Promise<number> {
  const { BROKEN_CORES, loadBrokenCore } = await import('./broken-cores.js');
  const { explore, failureOf } = await import('./explore.js');
  const core = await import('#libs/messaging');
  let caught = 0;
  for (const broken of BROKEN_CORES) {
    const { failure, histories } = await explore(await loadBrokenCore(broken), 1, MAX_HISTORIES);
    // What the whole core violates, too, proves nothing about the broken one.
    const isCaught = failure && !(await failureOf(core, failure.scenario));
    if (isCaught) caught++;
    const how = isCaught
      ? `caught after ${histories}: ${failure.violations[0]}`
      : `NOT caught in ${histories}`;
    console.log(`${broken.name.padEnd(66)} ${how}`);
  }
  console.log(`${caught} of ${BROKEN_CORES.length} broken cores are caught.`);
  return caught === BROKEN_CORES.length ? 0 : 1;
}

await runCommand(
  {
    name: 'npm run simulate',
    about:
      'Runs the messaging core over a simulated database, broker and clock: one history for each seed. The first history that\n' +
      'violates an invariant is shrunk and printed.',
    options: {
      seed: { value: 'N', about: 'the first seed', default: '1' },
      histories: { value: 'N', about: 'how many histories to run', default: '10000' },
      broken: {
        about: 'breaks the core in each known way instead, and counts the histories that it takes to notice',
        excludes: ['seed', 'histories'],
      },
    },
  },
  ({ seed, histories, broken }) =>
    broken
      ? exploreBrokenCores()
      : exploreCore(wholeNumber('--seed', seed, 1), wholeNumber('--histories', histories, 1)),
);
