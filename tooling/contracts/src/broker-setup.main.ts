import { UsageError, UserError } from '#tooling/platform';
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
      remove: {
        value: 'ENVIRONMENT',
        about: 'an environment to delete in the broker, which contracts/environments.json has no more',
      },
    },
  },
  async ({ webhook, remove }) => {
    if (remove !== undefined && remove in environments())
      throw new UserError(
        `contracts/environments.json has ${remove}, which the next setup would create again: remove it there first.`,
      );
    const { brokerFromEnv, ensureEnvironment, ensureWebhook, removeEnvironment } =
      await import('#tooling/ledger');
    const broker = brokerFromEnv(process.env);
    if (!broker)
      throw new UsageError('PACT_BROKER_BASE_URL is not set; set it to the URL of the broker to set up.');
    const steps = Object.entries(environments()).map(([name, settings]) => ({
      resource: `environment ${name}`,
      make: () => ensureEnvironment(broker.http, name, settings),
    }));
    if (webhook)
      steps.push({
        resource: `webhook ${webhook}`,
        make: () => ensureWebhook(broker.http, webhook, process.env.WEBHOOK_TOKEN),
      });
    if (remove !== undefined)
      steps.push({
        resource: `environment ${remove}`,
        make: () => removeEnvironment(broker.http, remove).then(() => 'was deleted'),
      });
    // What one resource fails by stops no other, and hides no other.
    const lines: string[] = [];
    let well = 0;
    for (const { resource, make } of steps)
      try {
        lines.push(`${resource} ${await make()}`);
        well++;
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        lines.push(`${resource} failed: ${error.message}`);
      }
    return { well, of: steps.length, what: `resources are as wanted in ${broker.name}`, lines };
  },
);
