import { UsageError } from '#tooling/platform';
import { command } from './command.js';
import { servicesHere } from './path-options.js';

await command(
  {
    name: 'npm run contracts:delete-branch',
    about:
      'Deletes a branch of every service in the Pact Broker of PACT_BROKER_BASE_URL, so that its pacts are no longer selected\n' +
      'and its versions, unless another branch has them, no longer deployable.',
    options: {
      branch: { value: 'BRANCH', about: 'the branch, such as one that was merged', required: true },
      'if-exists': { about: 'succeeds, too, when no service has the branch' },
    },
  },
  async ({ branch, 'if-exists': ifExists }) => {
    const { brokerFromEnv, deleteBranch } = await import('#tooling/ledger');
    const broker = brokerFromEnv(process.env);
    if (!broker)
      throw new UsageError(
        'PACT_BROKER_BASE_URL is not set; a ledger has no branches, so there is none to delete.',
      );
    const services = servicesHere();
    const deleted: string[] = [];
    for (const service of services)
      if (await deleteBranch(broker.http, service, branch)) deleted.push(service);
    return {
      well: deleted.length,
      of: services.length,
      what: `services had the branch ${branch} in ${broker.name}, and have it no more`,
      lines: deleted,
      isWell: deleted.length > 0 || !!ifExists,
    };
  },
);
