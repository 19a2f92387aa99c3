import { runCommand, wholeNumber } from '#tooling/platform';

await runCommand(
  {
    name: 'npm run bench:engines',
    about:
      'Measures the engines that carry events side by side, PostgreSQL and RabbitMQ: an event hop, the draining of a queue, CPU\n' +
      'time and memory, and how soon events flow after a crash. It judges nothing.',
    options: { events: { value: 'N', about: 'how many events queue', default: '5000' } },
  },
  async ({ events }) =>
    (await import('./engines/engines.js')).benchmarkEngines(wholeNumber('--events', events, 100)),
);
