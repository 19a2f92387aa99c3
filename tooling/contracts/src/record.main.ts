import { UsageError, UserError } from '#tooling/platform';
import { command } from './command.js';
import { PATHS } from './path-options.js';

await command(
  {
    usage: [
      'npm run contracts:record -- --service SERVICE --to ENVIRONMENT',
      'npm run contracts:record -- --service SERVICE --from ENVIRONMENT',
    ],
    about:
      'Records that a service is deployed in an environment, as the last step of its deployment, or that it is gone.',
    options: {
      service: { value: 'SERVICE', about: 'the service', required: true },
      to: {
        value: 'ENVIRONMENT',
        about: 'the environment it is deployed in, as contracts/environments.json names it',
      },
      from: { value: 'ENVIRONMENT', about: 'the environment it is gone from' },
      revision: { value: 'COMMIT', about: 'the commit that was deployed', default: 'HEAD' },
      ...PATHS,
    },
  },
  async ({ service, to, from, revision: wanted, ...places }) => {
    const environment = from ?? to;
    if (!environment) throw new UsageError('--to or --from is missing.');
    const { hindrance } = await import('#tooling/pacts');
    const { openStore } = await import('./store-options.js');
    const { store, revisions } = openStore(places);
    const hindered = hindrance(revisions, places.ledger, process.env);
    if (hindered) throw new UserError(`nothing is recorded: ${hindered}`);
    const revision = revisions.resolve(wanted);
    if (from) await store.recordUndeployment(service, environment);
    else await store.recordDeployment({ service, revision }, environment);
    const what = `deployments are recorded: ${service} ${from ? 'is gone from' : `at ${revision} is in`} ${environment}, as ${store.name} knows now`;
    return { well: 1, of: 1, what, more: { service, environment, revision: from ? null : revision } };
  },
);
