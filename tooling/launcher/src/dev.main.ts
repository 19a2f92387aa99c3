import { launcherCommand, SERVICE } from './command.js';
import { LAUNCH_OPTIONS, launchOptionsFrom } from './launch-options.js';
import { launch } from './launch.js';

await launcherCommand(
  {
    name: 'npm run dev',
    about: 'Starts what npm start starts, and restarts one service whenever its sources change.',
    args: [{ ...SERVICE, about: 'the service to restart' }],
    options: LAUNCH_OPTIONS,
    createsState: true,
  },
  (paths, options, [dev]) => launch({ ...launchOptionsFrom(options), dev }, paths),
);
process.exit(); // with the exit code that is set: a service that did not stop in time must not hold the process
