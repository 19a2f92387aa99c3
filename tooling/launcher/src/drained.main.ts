import { counted, wholeNumber } from '#tooling/platform';
import { setTimeout as sleep } from 'node:timers/promises';
import { placeOfUrl } from './broker-place.js';
import { launcherCommand } from './command.js';
import { discoverRegistry } from './registry.js';
import { requireServers, withServers } from './servers.js';

const LONGEST_WAIT = 86_400;
const PAUSE_MS = 1_000;

await launcherCommand(
  {
    name: 'npm run drained',
    about: `Says which events are still under way: unsent ones in the outbox of each service, and those in the queues of the broker.
Exits with 0 when there are none, so that another broker can take over, and with 1 otherwise. With DATABASE_OWNER_URL, it asks
that server, and BROKER_OWNER_URL if RabbitMQ carries the events; or else those of the embedded run. It proves that nothing is left behind once no
service runs: until then, a service may say a new event.`,
    options: {
      wait: { value: 'SECONDS', about: 'waits so long for the last one', default: '0' },
    },
  },
  async (paths, { wait }) => {
    const seconds = wholeNumber('--wait', wait, 0, LONGEST_WAIT);
    await requireServers(paths, process.env);
    const { services } = await discoverRegistry();
    return withServers(paths, process.env, async (urls) => {
      const { underWay } = await import('./under-way.js');
      const deadline = Date.now() + seconds * 1_000;
      let found = await underWay(services, urls);
      while (found.length && Date.now() < deadline) {
        await sleep(PAUSE_MS);
        found = await underWay(services, urls);
      }
      for (const line of found) console.log(line);
      if (!found.length)
        console.log(
          `No event is under way: every outbox is empty, and every queue of ${placeOfUrl(urls.broker)}.`,
        );
      else
        console.log(`${counted(found.length, 'place')} still ${found.length === 1 ? 'has' : 'have'} events.`);
      return found.length ? 1 : 0;
    });
  },
);
