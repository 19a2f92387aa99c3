import type { Imposter } from '#tooling/mountebank';
import { UserError } from '#tooling/platform';
import type { FaultyPlatform, StandIn, Undo } from './fault.js';

const RESET = [{ responses: [{ fault: 'CONNECTION_RESET_BY_PEER' }] }];

/** What waits for a third party: an effect of a service. */
interface Waiting {
  service: string;
  event: string;
}

/**
 * Every connection to a third party breaks; it keeps what it has received.
 * @param waiting what is tried at once when it is back
 */
export async function takeDown(platform: FaultyPlatform, name: string, waiting: Waiting): Promise<Undo> {
  const { imposter, running } = standInOf(platform, name);
  await running.replace(RESET);
  return async () => {
    await running.replace(imposter.stubs ?? []);
    await platform.retry(waiting.service, waiting.event);
  };
}

/**
 * A third party takes connections and says nothing. What it has received so far is no longer listed.
 * @param waiting what is tried at once when it is back
 */
export async function silence(platform: FaultyPlatform, name: string, waiting: Waiting): Promise<Undo> {
  const { imposter, running } = standInOf(platform, name);
  const { port } = running;
  await replace(platform, name, { protocol: 'tcp', port });
  return async () => {
    await replace(platform, name, { ...imposter, port });
    await platform.retry(waiting.service, waiting.event);
  };
}

async function replace(platform: FaultyPlatform, name: string, imposter: Imposter): Promise<void> {
  const standIn = standInOf(platform, name);
  await standIn.running.stop();
  standIn.running = await platform.mountebank.add(imposter);
}

function standInOf({ standIns }: FaultyPlatform, name: string): StandIn {
  const found = standIns.get(name);
  if (found) return found;
  throw new UserError(`There is no third party ${name}: this fault belongs to a platform that has it.`);
}
