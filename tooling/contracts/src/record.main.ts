import { reasonNotToRecord } from '#tooling/pacts';
import { command, required } from './command.js';
import { openStore, STORE_OPTIONS } from './store-options.js';

await command(
  'Records that a service is deployed to an environment, as the last step of its deployment.',
  {
    service: { about: 'the service' },
    to: { about: 'the environment, one of contracts/environments.json' },
    from: { about: 'instead of --to: the environment that the service is removed from' },
    revision: { about: 'the commit that was deployed', default: 'HEAD' },
    ...STORE_OPTIONS,
  },
  async ({ service: name, to, from, revision: commit, ...folders }) => {
    const service = required(name, 'service');
    const environment = required(from ?? to, 'to');
    const { store, revisions } = openStore(folders);
    const refusal = reasonNotToRecord(revisions, folders.ledger, process.env);
    if (refusal) throw new Error(`Nothing is recorded: ${refusal}.`);
    const revision = revisions.resolve(commit);
    if (from) await store.recordUndeployment(service, environment);
    else await store.recordDeployment({ service, revision }, environment);
    const change = from ? `${service} is gone from` : `${service} at ${revision} is in`;
    const what = `deployments are recorded in ${store.name}: ${change} ${environment}`;
    return { well: 1, of: 1, what, more: { service, environment, revision: from ? null : revision } };
  },
);
