import { checkName, UsageError, UserError } from '#tooling/platform';
import { command } from './command.js';
import { environmentNames, PATHS, servicesHere, servicesRecordedIn } from './path-options.js';

await command(
  {
    name: 'npm run contracts:record',
    about:
      'Records that a service is deployed in an environment, as the last step of its deployment, or is removed from it.',
    options: {
      service: { value: 'SERVICE', about: 'the service', required: true },
      to: {
        value: 'ENVIRONMENT',
        about: 'the environment it is deployed in, as contracts/environments.json names it',
        oneOf: environmentNames,
      },
      from: {
        value: 'ENVIRONMENT',
        about: 'the environment it is removed from, instead of --to',
        oneOf: environmentNames,
      },
      revision: { value: 'COMMIT', about: 'the commit that was deployed', default: 'HEAD' },
      force: { about: 'records a removal although deployed services need the service' },
      ...PATHS,
    },
  },
  async ({ service, to, from, revision: wanted, force, ...folders }) => {
    const environment = from ?? to;
    if (!environment) throw new UsageError('--to or --from is missing.');
    if (to && from) throw new UsageError('--to and --from exclude each other.');
    // A service that is removed may be gone from here already; a broker knows the services of other repositories.
    if (to || !process.env.PACT_BROKER_BASE_URL)
      checkName('service', service, [...servicesHere(), ...(from ? servicesRecordedIn(folders.ledger) : [])]);
    const { reasonNotToRecord, reasonNotToRemove } = await import('#tooling/ledger');
    const { openStore } = await import('./store-options.js');
    const { store, revisions } = openStore(folders);
    const revision = revisions.resolve(wanted);
    const refusal =
      reasonNotToRecord(revisions, folders.ledger, process.env) ??
      (from && !force ? await reasonNotToRemove(store, service, from) : undefined) ??
      (to && !revisions.isShared(revision) ? `no remote has ${revision}; push it first` : undefined);
    if (refusal) throw new UserError(`Nothing is recorded: ${refusal}.`);
    if (from) await store.recordUndeployment(service, environment);
    else await store.recordDeployment({ service, revision }, environment);
    const change = from ? `${service} is gone from` : `${service} at ${revision} is in`;
    const what = `deployments are recorded in ${store.name}: ${change} ${environment}`;
    return { well: 1, of: 1, what, more: { service, environment, revision: from ? null : revision } };
  },
);
