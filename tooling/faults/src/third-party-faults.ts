import type { Imposter } from '#tooling/mountebank';
import { UserError } from '#tooling/platform';
import type { FaultyPlatform, StandIn, Undo } from './fault.js';

const RESET = [{ responses: [{ fault: 'CONNECTION_RESET_BY_PEER' }] }];

/** Every connection to a third party breaks; it keeps what it has received. */
export async function takeDown(platform: FaultyPlatform, name: string): Promise<Undo> {
  const { imposter, running } = standInOf(platform, name);
  await running.replace(RESET);
  return () => running.replace(imposter.stubs ?? []);
}

/** A third party takes connections and says nothing. What it has received so far is no longer listed. */
export async function silence(platform: FaultyPlatform, name: string): Promise<Undo> {
  const { running } = standInOf(platform, name);
  await replace(platform, name, { protocol: 'tcp', port: running.port });
  return () => replace(platform, name, { ...standInOf(platform, name).imposter, port: running.port });
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
