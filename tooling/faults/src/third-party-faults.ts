import type { Imposter } from '#tooling/mountebank';
import { UserError } from '#tooling/platform';
import type { FaultyPlatform, StandIn, Undo } from './fault.js';

/** Milliseconds after which an answer comes: longer than any caller waits. */
const STALLED_MS = 30_000;
const STALLED = [{ responses: [{ is: { statusCode: 504 }, behaviors: [{ wait: STALLED_MS }] }] }];
const RESET = [{ responses: [{ fault: 'CONNECTION_RESET_BY_PEER' }] }];

type Stubs = Parameters<StandIn['running']['replace']>[0];

/** What waits for a third party: an effect of a service. */
interface Waiting {
  service: string;
  event: string;
}

/**
 * Every connection to a third party breaks; it keeps what it has received.
 * @param waiting what is tried at once when it is back
 */
export const takeDown = (platform: FaultyPlatform, name: string, ...waiting: Waiting[]): Promise<Undo> =>
  answerEach(platform, name, RESET, waiting);

/**
 * A third party answers each call later than anybody waits for; it keeps what it has received.
 * @param waiting what is tried at once when it is back
 */
export const stall = (platform: FaultyPlatform, name: string, ...waiting: Waiting[]): Promise<Undo> =>
  answerEach(platform, name, STALLED, waiting);

/**
 * A third party refuses each POST to a path, and `service` gives up what it asks for after two attempts instead of an hour.
 * @returns what leaves in the hospital what was given up
 */
export async function refuse(
  platform: FaultyPlatform,
  name: string,
  { path, code, service }: { path: string; code: string; service: string },
): Promise<Undo> {
  const { imposter, running } = standInOf(platform, name);
  const is = {
    statusCode: 422,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  };
  const refusal = { predicates: [{ equals: { method: 'POST', path } }], responses: [{ is }] };
  const others = imposter.stubs ?? [];
  await running.replace([refusal, ...others]);
  const restore = () => running.replace(others);
  try {
    await platform.startChanged(service, { env: { RETRY_SCHEDULE: '1s' } });
  } catch (error) {
    await restore();
    throw error;
  }
  return () => restore().then(() => platform.startAgain(service));
}

async function answerEach(
  platform: FaultyPlatform,
  name: string,
  stubs: Stubs,
  waiting: readonly Waiting[],
): Promise<Undo> {
  const { imposter, running } = standInOf(platform, name);
  await running.replace(stubs);
  return async () => {
    await running.replace(imposter.stubs ?? []);
    await Promise.all(waiting.map(({ service, event }) => platform.retry(service, event)));
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
