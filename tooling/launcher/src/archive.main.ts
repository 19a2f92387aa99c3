import { callersPath, UsageError, wholeNumber } from '#tooling/platform';
import { statSync } from 'node:fs';
import { launcherCommand } from './command.js';
import { discoverRegistry } from './registry.js';
import { requireServers, withServers } from './servers.js';

/** Backups are kept for 30 days at most: an outbox that is restored from one sends events of that time again. */
const LEAST_INBOX_DAYS = 31;

await launcherCommand(
  {
    name: 'npm run archive',
    about: `Moves old messages from the outbox and the inbox of every service to files, one for each service and day: on the
server of DATABASE_OWNER_URL, or else on the embedded one. The services may run meanwhile. RabbitMQ is that of
BROKER_OWNER_URL.

A message is deleted after its file was read back and compared. If the command is interrupted, run it again. What an event
says of a person is not archived, only that it was sent. Events that were moved cannot be replayed.`,
    args: [
      {
        name: 'DIR',
        about: 'the folder of the files, for this deployment alone; it is made when it is missing',
      },
    ],
    options: {
      'outbox-days': { value: 'DAYS', about: 'how old sent events must be', default: '25' },
      'inbox-days': {
        value: 'DAYS',
        about: `how old the ids of handled events must be: ${LEAST_INBOX_DAYS} at least, and more than --outbox-days`,
        default: '60',
      },
      'dry-run': { about: 'only prints what it would move' },
    },
  },
  async (paths, { 'outbox-days': sent, 'inbox-days': handled, 'dry-run': isDryRun }, [folder]) => {
    const ages = {
      outbox: wholeNumber('--outbox-days', sent, 1),
      inbox: wholeNumber('--inbox-days', handled, LEAST_INBOX_DAYS),
    };
    if (ages.inbox <= ages.outbox)
      throw new UsageError('--inbox-days must be more than --outbox-days: an event could take effect twice.');
    const root = callersPath(folder);
    if (statSync(root, { throwIfNoEntry: false })?.isFile())
      throw new UsageError(`${folder} is a file: name a folder.`);
    await requireServers(paths, process.env); // loading the services takes a second
    const { services } = await discoverRegistry();
    await withServers(paths, process.env, async (urls) => {
      const { archive, oldestWaitingAt } = await import('./archive.js');
      const { databaseUrl } = await import('#libs/service');
      const { openBrokerAdmin } = await import('#libs/messaging');
      const broker = openBrokerAdmin(urls.broker);
      await archive(
        services
          .filter(({ isStateless }) => !isStateless)
          .map(({ name }) => ({ name, url: databaseUrl(urls.databases, name) })),
        () => oldestWaitingAt(broker),
        { folder: root, ages, isDryRun },
      );
    });
  },
);
