import { launcherCommand } from './command.js';
import { Operator } from './operator.js';
import { discoverRegistry } from './registry.js';

await launcherCommand(
  {
    name: 'npm run operator:token',
    about: `Prints a token with the role operator, which is valid for five minutes at every service of the run.
Anyone who can read the secrets of the data folder can get one.`,
  },
  async (paths) => console.log(await new Operator(paths, await discoverRegistry()).tokenForAll()),
);
