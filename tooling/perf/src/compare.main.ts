import { runCommand } from '#tooling/platform';
import { contenderNames } from './compare/contenders.js';

await runCommand(
  {
    name: 'npm run perf:compare',
    about:
      'Measures this platform beside what others would pick for the same event: throughput, latency, CPU time, memory, and what is\n' +
      'lost or doubled when a side is killed. Prints the tables of docs/comparison.md. Exits with 1 if this platform loses or doubles\n' +
      'an event; it judges nothing else.',
    options: {
      quick: { about: 'so little that it only shows that everything works' },
      only: {
        value: 'NAME',
        about: 'only this contender',
        oneOf: contenderNames,
        kind: 'contender',
        multiple: true,
      },
    },
  },
  async ({ quick, only }) => {
    const { compare } = await import('./compare/compare.js');
    return compare(only.length ? only : contenderNames(), Boolean(quick));
  },
);
