import { runCommand, serviceNames, UsageError, UserError } from '#tooling/platform';
import { PROJECT, WHERE } from './command.js';
import { PACE, paceOf } from './pace.js';

await runCommand(
  {
    name: 'npm run rollback',
    about: `Brings an earlier release of a service back, as a new release with its image, its settings and its contracts: by the same steps and
the same questions as a deployment. Without --canary, it gets all requests at once.`,
    options: {
      service: { value: 'SERVICE', about: 'the service', required: true, oneOf: serviceNames },
      to: { value: 'RELEASE', about: 'the release, such as v41; the one before the live one unless given' },
      ...WHERE,
      ...PROJECT,
      ...PACE,
      force: {
        about:
          'does not ask whether its contracts hold with what is deployed, when that is unknown and it has to be quick',
      },
      'dry-run': { about: 'checks everything, and changes nothing' },
    },
  },
  async (options) => {
    const { service, env: environment, to } = options;
    if (to !== undefined && !/^v\d+$/.test(to))
      throw new UsageError(`--to takes a release such as v41, not "${to}".`);
    const pace = paceOf({ ...options, 'blue-green': options.canary === undefined });
    const { listing, worldOf } = await import('./command.js');
    const { deploy, withdraw } = await import('./deploy.js');
    const { earlierOf, nameOf } = await import('./release.js');
    const world = await worldOf(options);
    if (options.force) world.contractsBroken = async () => [];
    const withdrawn = to === undefined ? await withdraw({ service, environment }, world) : undefined;
    if (withdrawn)
      return console.log(`${service} ${nameOf(withdrawn.number)} is withdrawn: it was not live yet.`);
    const history = world.record.of(environment, service);
    const earlier = earlierOf(history, to === undefined ? undefined : Number(to.slice(1)));
    if (!earlier)
      throw new UserError(
        `${to ?? 'An earlier release'} of ${service} was never live in ${environment}: ${listing(options)} lists them.`,
      );
    const { ending: _, ...bringsBack } = earlier;
    const order = { service, environment, revision: earlier.revision, ...pace, bringsBack };
    await deploy({ ...order, isDryRun: options['dry-run'] }, world);
  },
);
