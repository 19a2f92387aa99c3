import { callersPath, runCommand, UsageError } from '#tooling/platform';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';

await runCommand(
  {
    name: 'npm run perf:ratios',
    about:
      'Compares what Troupe costs with honest baselines, side by side on this machine. Exits with 1 if a ratio is above its limit,\n' +
      'and with 3 if the machine was too restless to tell.',
    options: {
      quick: { about: 'only a read, a write and an event hop, in three minutes' },
      only: { value: 'WHAT', about: 'only this one', oneOf: () => ['R1', 'R1 read', 'R1 write', 'R3'] },
      history: {
        value: 'FILE',
        about: 'adds the ratios to this file of JSON lines, and fails when they become worse',
      },
      profiles: { value: 'DIR', about: 'writes CPU profiles of the processes there' },
    },
  },
  async ({ quick, only, profiles, history: given }) => {
    const history = given && callersPath(given);
    if (history && !existsSync(dirname(history)))
      throw new UsageError(`--history ${given}: its folder does not exist.`);
    const { runRatios } = await import('./ratios/ratios.js');
    return runRatios({ isQuick: Boolean(quick), only, profiles: profiles && callersPath(profiles), history });
  },
);
