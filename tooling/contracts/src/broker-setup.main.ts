import { UsageError } from '#tooling/platform';
import { command } from './command.js';
import { environments } from './path-options.js';

await command(
  {
    name: 'npm run contracts:broker:setup',
    about:
      'Creates the environments of contracts/environments.json in the Pact Broker of PACT_BROKER_BASE_URL, and the webhook\n' +
      'that has providers verify new pacts. The webhook sends WEBHOOK_TOKEN as its token. Repeating the command has no effect.',
    options: {
      webhook: {
        value: 'URL',
        about: 'the URL to call, such as https://api.github.com/repos/OWNER/NAME/dispatches',
      },
    },
  },
  async ({ webhook }) => {
    const { brokerFromEnv, ensureEnvironment, ensureWebhook } = await import('#tooling/ledger');
    const broker = brokerFromEnv(process.env);
    if (!broker)
      throw new UsageError('PACT_BROKER_BASE_URL is not set; set it to the URL of the broker to set up.');
    const lines: string[] = [];
    for (const [name, environment] of Object.entries(environments()))
      lines.push(`environment ${name} ${await ensureEnvironment(broker.http, name, environment)}`);
    if (webhook) {
      await ensureWebhook(broker.http, webhook, process.env.WEBHOOK_TOKEN);
      lines.push(`webhook ${webhook} is set`);
    }
    return { well: lines.length, of: lines.length, what: `resources exist in ${broker.name}`, lines };
  },
);
