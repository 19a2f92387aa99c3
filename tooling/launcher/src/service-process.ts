import type { Env, RunningService, Service } from '#libs/service';
import { closeSync } from 'node:fs';
import { join } from 'node:path';
import { ChildProcess, DIST, eventually, UserError } from '#tooling/platform';
import type { LogFiles } from './log-files.js';

/** A service that runs in this process or in its own. */
export type StartedService = Omit<RunningService, 'tokenFor'>;
/** A way to start a service; resolves when it is ready. */
export type ServiceStarter = (service: Service, env: Env) => Promise<StartedService>;

const READY_MS = 60_000;
/** Milliseconds in which a service must answer one request about its health. */
const ANSWER_MS = 5_000;

/**
 * Starts services by their own `main.js`, each in a process of its own.
 * @param print shows a line when a process ends by itself
 */
export function startAsProcess(logs: LogFiles, print: (line: string) => void): ServiceStarter {
  return async ({ name }, env) => {
    const output = logs.open(name);
    const main = join(DIST, `apps/${name}/src/main.js`);
    const child = ChildProcess.startNode(name, [main], { env, output });
    closeSync(output);
    const url = `http://${env.HOST}:${env.PORT}`;
    try {
      await eventually(() => child.hasEnded || isReady(url), READY_MS);
      if (child.hasEnded) throw new UserError(`${name} cannot start: ${await logs.lastWords(name)}`);
    } catch (error) {
      await child.stop();
      throw error;
    }
    void child.ended.then(
      (ending) => child.isStopping || print(`${name} ended by itself (${ending}): read ${logs.fileOf(name)}`),
    );
    return { name, url, stop: child.stop };
  };
}

/** @throws UserError while the service is not ready */
async function isReady(url: string): Promise<true> {
  const signal = AbortSignal.timeout(ANSWER_MS);
  const response = await fetch(`${url}/health/ready`, { signal }).catch(() => undefined);
  if (response?.ok) return true;
  throw new UserError(`${url} is not ready after ${READY_MS / 1000} s: read the log of the service.`);
}
