import { launcherCommand } from './command.js';
import { LAUNCH_OPTIONS, launchOptionsFrom } from './launch-options.js';
import { launch } from './launch.js';

await launcherCommand(
  {
    name: 'npm start',
    about: 'Starts PostgreSQL, stubs of the third parties, and every service.',
    options: LAUNCH_OPTIONS,
    createsState: true,
  },
  (paths, options) => launch(launchOptionsFrom(options), paths),
);
process.exit(); // with the exit code that is set: a service that did not stop in time must not hold the process
