import { runCommand } from '#tooling/platform';

await runCommand(
  {
    name: 'npm run bench:ranking',
    about:
      'Compares counting a name among ten thousand with counting one among a million, and fails if the ratio is above its limit.',
  },
  async () => (await import('./ranking.js')).benchmarkRanking(),
);
