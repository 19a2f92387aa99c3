import { callersPath, runCommand } from '#tooling/platform';

await runCommand(
  {
    name: 'npm run perf:ratios',
    about:
      'Compares what Troupe costs with honest baselines, side by side on this machine. Exits with 1 if a ratio is above its limit,\n' +
      'and with 3 if the machine was too restless to tell.',
    options: {
      quick: { about: 'only a read, a write and an event hop, in three minutes' },
      only: { value: 'NAME', about: 'only the ratios whose names begin so, such as R1' },
      history: {
        value: 'FILE',
        about: 'adds the ratios to this file of JSON lines, and fails when they become worse',
      },
      profiles: { value: 'FOLDER', about: 'writes CPU profiles of the processes there' },
    },
  },
  async ({ quick, only, profiles, history }) =>
    (await import('./ratios/ratios.js')).runRatios({
      isQuick: Boolean(quick),
      only,
      profiles: profiles && callersPath(profiles),
      history: history && callersPath(history),
    }),
);
