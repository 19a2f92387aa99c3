import { runCommand, serviceNames, UsageError } from '#tooling/platform';
import { PROJECT, WHERE } from './command.js';
import { PACE, paceOf } from './pace.js';

await runCommand(
  {
    name: 'npm run deploy',
    about: `Deploys a commit of one service: asks whether its contracts hold, builds its image, brings its database up to date, starts it
beside the release that runs, gives it traffic as long as it is no worse, records it, and ends the old release. If a step
fails, everything is as it was. The same command goes on where it was interrupted.`,
    options: {
      service: { value: 'SERVICE', about: 'the service', required: true, oneOf: serviceNames },
      revision: { value: 'COMMIT', about: 'the commit', default: 'HEAD' },
      ...WHERE,
      ...PROJECT,
      ...PACE,
      first: {
        about: 'does not ask whether its contracts hold: it and its neighbours were never deployed there',
      },
      'dry-run': { about: 'checks everything, builds the image, and changes nothing' },
    },
  },
  async (options) => {
    if (options.canary !== undefined && options['blue-green'])
      throw new UsageError('--canary and --blue-green exclude each other.');
    const pace = paceOf(options);
    const { worldOf } = await import('./command.js');
    const { deploy } = await import('./deploy.js');
    const world = await worldOf(options);
    const revision = world.revisions.resolve(options.revision);
    const { service, env: environment } = options;
    if (options.first) world.contractsBroken = async () => [];
    const order = { service, environment, revision, ...pace, isDryRun: options['dry-run'] };
    await deploy(order, world);
  },
);
