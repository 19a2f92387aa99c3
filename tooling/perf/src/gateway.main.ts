import { runCommand } from '#tooling/platform';

await runCommand(
  {
    name: 'npm run bench:gateway',
    about:
      'Compares requests at the gateway with the same requests at the service itself, and fails if the gateway adds more than 1 ms to half of them.',
  },
  async () => (await import('./gateway.js')).benchmarkGateway(),
);
