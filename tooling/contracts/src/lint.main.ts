import { readFileSync } from 'node:fs';
import { command } from './command.js';
import { PATHS } from './path-options.js';

await command(
  {
    name: 'npm run contracts:lint',
    about:
      'Finds what makes a pact prove less than it says, such as a header that is not pinned or a body that matches anything.',
    options: { pacts: PATHS.pacts },
    names: { name: 'CONSUMER', about: 'services with a pact' },
  },
  async ({ pacts }, consumers) => {
    const { lint, pactFilesIn } = await import('#tooling/pacts');
    const { checkName } = await import('#tooling/platform');
    const all = pactFilesIn(pacts);
    const known = [...new Set(all.map(({ pact }) => pact.consumer.name))];
    for (const name of consumers) checkName('consumer', name, known);
    const linted = all
      .filter(({ pact }) => !consumers.length || consumers.includes(pact.consumer.name))
      .map(({ file, pact }) => ({ file, problems: lint(pact, readFileSync(file, 'utf8')) }));
    return {
      well: linted.filter(({ problems }) => !problems.length).length,
      of: linted.length,
      what: 'pacts prove what they say',
      lines: linted.flatMap(({ problems }) => problems),
      more: { pacts: linted },
    };
  },
);
