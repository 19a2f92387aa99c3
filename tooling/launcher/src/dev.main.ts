import { launcherCommand, SERVICE } from './command.js';
import { DEBUGGER_PORT } from './debugging.js';
import { LAUNCH_OPTIONS, launchOptionsFrom } from './launch-options.js';
import { launch } from './launch.js';

await launcherCommand(
  {
    name: 'npm run dev',
    about: 'Starts what npm start starts, and restarts one service whenever its sources change.',
    args: [{ ...SERVICE, about: 'the service to restart' }],
    options: {
      ...LAUNCH_OPTIONS,
      inspect: {
        about: `lets a debugger attach to the service, on port ${DEBUGGER_PORT}; --port-offset moves it, too`,
      },
    },
    createsState: true,
  },
  (paths, options, [dev]) => launch({ ...launchOptionsFrom(options), dev, inspect: options.inspect }, paths),
);
process.exit(); // with the exit code that is set: a service that did not stop in time must not hold the process
