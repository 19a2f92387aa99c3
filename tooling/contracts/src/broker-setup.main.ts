import { UsageError } from '#tooling/platform';
import { command } from './command.js';

await command(
  {
    usage: 'npm run contracts:broker:setup',
    about:
      'Creates the environments of contracts/environments.json in the Pact Broker of PACT_BROKER_BASE_URL, and the webhook\n' +
      'that asks providers to verify changed pacts, with the token WEBHOOK_TOKEN. Repeating it changes nothing.',
    options: {
      webhook: {
        value: 'URL',
        about: 'the URL to call, such as https://api.github.com/repos/OWNER/NAME/dispatches',
      },
    },
  },
  async ({ webhook }) => {
    const { brokerIn } = await import('#tooling/pacts');
    const { environments } = await import('./store-options.js');
    const broker = brokerIn(process.env);
    if (!broker)
      throw new UsageError('PACT_BROKER_BASE_URL is not set: set it to the URL of the broker to set up.');
    const lines: string[] = [];
    for (const [name, environment] of Object.entries(environments()))
      lines.push(`environment ${name} ${await broker.provideEnvironment(name, environment)}`);
    if (webhook)
      lines.push(`webhook ${webhook} ${await broker.provideWebhook(webhook, process.env.WEBHOOK_TOKEN)}`);
    return { well: lines.length, of: lines.length, what: `things are there, in ${broker.name}`, lines };
  },
);
