import { hindrance } from '#tooling/pacts';
import { command, required } from './command.js';
import { openStore, PLACES } from './store-options.js';

await command(
  'Records that a service runs in an environment from now on, as the last step of its deployment.',
  {
    service: { about: 'the service' },
    to: { about: 'the environment, as contracts/environments.json has it' },
    from: { about: 'instead of --to: the environment that the service was taken away from' },
    revision: { about: 'the commit that was deployed', default: 'HEAD' },
    ...PLACES,
  },
  async ({ service: name, to, from, revision: wanted, ...places }) => {
    const service = required(name, 'service');
    const environment = required(from ?? to, 'to');
    const { store, revisions } = openStore(places);
    const hindered = hindrance(revisions, places.ledger, process.env);
    if (hindered) throw new Error(`nothing is recorded: ${hindered}`);
    const revision = revisions.resolve(wanted);
    if (from) await store.recordUndeployment(service, environment);
    else await store.recordDeployment({ service, revision }, environment);
    const what = `deployments are recorded: ${service} ${from ? 'is gone from' : `at ${revision} is in`} ${environment}, as ${store.name} knows now`;
    return { well: 1, of: 1, what, more: { service, environment, revision: from ? null : revision } };
  },
);
