import { checkLedger } from '#tooling/contracts';
import { runCommand, serviceNames } from '#tooling/platform';
import { releasesIn, WHERE } from './command.js';

await runCommand(
  {
    name: 'npm run releases',
    about:
      'Lists the releases of an environment, with how each deployment has ended. The last one that is live runs.',
    options: {
      ...WHERE,
      service: { value: 'SERVICE', about: 'of this service only', oneOf: serviceNames },
      output: { value: 'FORMAT', about: 'text or json', default: 'text', oneOf: () => ['text', 'json'] },
    },
  },
  async ({ env, ledger, service, output }) => {
    checkLedger(ledger);
    const { historyText } = await import('./history-text.js');
    const record = releasesIn(ledger);
    const services = service === undefined ? record.services(env) : [service];
    const all = services.map((name) => ({ service: name, releases: record.of(env, name) }));
    if (output === 'json') return console.log(JSON.stringify(all, null, 2));
    const texts = all.map(({ service: name, releases }) => `${name}\n${historyText(releases)}`);
    console.log(texts.join('\n\n') || `Nothing was deployed to ${env} yet.`);
  },
);
