import { brokerIn } from '#tooling/pacts';
import { command, Misuse } from './command.js';
import { environments } from './store-options.js';

await command(
  'Makes the environments of contracts/environments.json in a Pact Broker, and the webhook that has providers verify ' +
    'what is new. WEBHOOK_TOKEN is the token that it shows. Repeating it changes nothing.',
  { webhook: { about: 'the URL to call, such as https://api.github.com/repos/OWNER/NAME/dispatches' } },
  async ({ webhook }) => {
    const broker = brokerIn(process.env);
    if (!broker) throw new Misuse('PACT_BROKER_BASE_URL is not set: there is no broker to set up');
    const lines: string[] = [];
    for (const [name, environment] of Object.entries(environments()))
      lines.push(`environment ${name} ${await broker.provideEnvironment(name, environment)}`);
    if (webhook)
      lines.push(`webhook ${webhook} ${await broker.provideWebhook(webhook, process.env.WEBHOOK_TOKEN)}`);
    return { well: lines.length, of: lines.length, what: `things are there, in ${broker.name}`, lines };
  },
);
