import type { Env, RunningService, Service } from '#libs/service';
import { join } from 'node:path';
import { ChildProcess, DIST, eventually, UserError } from '#tooling/platform';
import type { LogFiles } from './log-files.js';

/** A service that runs here or in a process of its own. */
export type Started = Omit<RunningService, 'tokenFor'>;
/** One way to bring a service up; resolves when it is ready. */
export type Starter = (service: Service, env: Env) => Promise<Started>;

const READY_MS = 60_000;

/**
 * Starts a service by its own `main.js` in a process of its own.
 * @param say is told when the process ends by itself
 */
export function processOf(logs: LogFiles, say: (line: string) => void): Starter {
  return async ({ name }, env) => {
    const output = await logs.handle(name);
    const main = join(DIST, `apps/${name}/src/main.js`);
    const child = ChildProcess.startNode(name, [main], { env, output: output.fd });
    await output.close();
    const url = `http://${env.HOST}:${env.PORT}`;
    try {
      await eventually(() => child.hasEnded || isReady(url), READY_MS);
      if (child.hasEnded) throw new UserError(`${name} cannot start: ${await logs.lastWords(name)}`);
    } catch (error) {
      await child.stop();
      throw error;
    }
    void child.ended.then(
      (how) => child.isWanted && say(`${name} ended by itself (${how}): see ${logs.fileOf(name)}`),
    );
    return { name, url, stop: child.stop };
  };
}

/** @throws UserError while the service is not ready */
async function isReady(url: string): Promise<true> {
  const response = await fetch(`${url}/health/ready`).catch(() => undefined);
  if (response?.ok) return true;
  throw new UserError(`${url} is not ready after ${READY_MS / 1000} s: see its log.`);
}
