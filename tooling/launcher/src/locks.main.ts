import { databaseUrl } from '#libs/service';
import { UserError, wholeNumber } from '#tooling/platform';
import { launcherCommand } from './command.js';
import { discoverRegistry } from './registry.js';
import { requireServers, withServers } from './servers.js';

const LARGEST_PID = 2 ** 31 - 1;

await launcherCommand(
  {
    name: 'npm run locks',
    about: `Says which sessions hold others up in the databases: those whose transaction has been open for two seconds, or for which
others wait, with the tables that they have locked. It asks the server of DATABASE_OWNER_URL, or else that of the embedded run.
Exits with 1 when there is one.`,
    options: {
      end: { value: 'PID', about: 'ends one of them: what it has not committed is undone' },
    },
  },
  async (paths, { end }) => {
    const pid = end === undefined ? undefined : wholeNumber('--end', end, 1, LARGEST_PID);
    await requireServers(paths, process.env);
    const { services } = await discoverRegistry();
    return withServers(paths, process.env, async ({ databases, broker }) => {
      const { endSession, holdersIn, sentenceOf } = await import('./locks.js');
      const names = services.filter(({ isStateless }) => !isStateless).map(({ name }) => name);
      if (broker === databases) names.push('broker');
      const found = (
        await Promise.all(names.map((name) => holdersIn(name, databaseUrl(databases, name))))
      ).flat();
      if (pid === undefined) {
        for (const holder of found)
          console.log(`${sentenceOf(holder)}. End it by: npm run locks -- --end ${holder.pid}`);
        if (!found.length) console.log('No session holds another one up.');
        return found.length ? 1 : 0;
      }
      const holder = found.find((one) => one.pid === pid);
      if (!holder || !(await endSession(databases, pid)))
        throw new UserError(`Session ${pid} holds nobody up: npm run locks names those that do.`);
      console.log(`Ended: ${sentenceOf(holder)}.`);
      return 0;
    });
  },
);
