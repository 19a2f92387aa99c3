import type { Env, RunningService, Service } from '#libs/service';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startChild } from './child.js';
import type { LogFiles } from './log-files.js';
import { DIST } from './places.js';
import { UserError } from './user-error.js';

/** A service that runs here or in a process of its own. */
export type Started = Omit<RunningService, 'tokenFor'>;
/** One way to bring a service up; resolves when it is ready. */
export type Starter = (service: Service, env: Env) => Promise<Started>;

const READY_MS = 60_000;
const POLL_MS = 25;

/**
 * Starts a service by its own `main.js` in a process of its own.
 * @param say hears of a process that ends by itself
 */
export function processOf(logs: LogFiles, say: (line: string) => void): Starter {
  return async ({ name }, env) => {
    const output = await logs.handle(name);
    const child = startChild([join(DIST, `apps/${name}/src/main.js`)], env, output.fd);
    await output.close();
    const url = `http://${env.HOST}:${env.PORT}`;
    const early = child.ended.then(async () => {
      throw new UserError(`${name} cannot start: ${await logs.lastWords(name)}`);
    });
    const settled = new AbortController();
    try {
      await Promise.race([early, ready(url, settled.signal)]);
    } catch (error) {
      await child.stop();
      throw error;
    } finally {
      settled.abort();
    }
    void child.ended.then(
      (how) => child.isWanted && say(`${name} ended by itself (${how}): see ${logs.fileOf(name)}`),
    );
    return { name, url, stop: child.stop };
  };
}

async function ready(url: string, signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + READY_MS;
  while (!signal.aborted) {
    const response = await fetch(`${url}/health/ready`, { signal }).catch(() => undefined);
    if (response?.ok) return;
    if (Date.now() > deadline)
      throw new UserError(`${url} is not ready after ${READY_MS / 1000} s: see its log.`);
    await sleep(POLL_MS);
  }
}
