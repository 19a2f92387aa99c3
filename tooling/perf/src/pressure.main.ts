import { runCommand, wholeNumber } from '#tooling/platform';

await runCommand(
  {
    name: 'npm run bench:pressure',
    about:
      'Lets events queue for a service that is stopped, and fails if publishing and taking become slower than beside an empty\n' +
      'queue by more than their limit, or if the service does not drain the queue by itself with its memory flat.',
    options: { events: { value: 'N', about: 'how many events queue', default: '100000' } },
  },
  async ({ events }) =>
    (await import('./pressure/pressure.js')).benchmarkPressure(wholeNumber('--events', events, 1_000)),
);
