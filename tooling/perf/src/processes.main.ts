import { runCommand } from '#tooling/platform';

await runCommand(
  {
    name: 'npm run bench:processes',
    about:
      'Measures how long the monitor looks for missed deadlines among a hundred thousand open processes, and fails if that depends on their number.',
  },
  async () => (await import('./processes.js')).benchmarkProcesses(),
);
