import { runCommand } from '#tooling/platform';

await runCommand(
  {
    name: 'npm run bench:broker',
    about:
      'Sends messages through the broker, with and without a transaction left open in its database, and fails if taking\n' +
      'the last thousand is slower than taking the first by more than its limit.',
  },
  async () => (await import('./broker.js')).benchmarkBroker(),
);
