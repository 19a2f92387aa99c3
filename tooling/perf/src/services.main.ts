import { runCommand, wholeNumber } from '#tooling/platform';

await runCommand(
  {
    name: 'npm run bench:services',
    about:
      'Measures what each service adds to the start and to the memory of one process with all of them. Exits with 1 if a service\n' +
      'costs too much, and with 3 if the machine was too restless to tell.',
    options: { rounds: { value: 'N', about: 'how often each set of services is started', default: '3' } },
  },
  async ({ rounds }) => {
    const { benchmarkServices } = await import('./services/services.js');
    return benchmarkServices(wholeNumber('--rounds', rounds, 1));
  },
);
