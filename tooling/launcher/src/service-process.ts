import type { Env, RunningService, Service } from '#libs/service';
import { closeSync } from 'node:fs';
import { join } from 'node:path';
import { ask, ChildProcess, DIST, eventually, UserError } from '#tooling/platform';
import { withSource } from './explain-error.js';
import type { LogFiles } from './log-files.js';
import type { Supervisor } from './supervisor.js';

/** A service that runs in this process or in its own. */
export type StartedService = Omit<RunningService, 'tokenFor' | 'openApi'>;
/** A way to start a service; resolves when it is ready. */
export type ServiceStarter = (service: Service, env: Env) => Promise<StartedService>;

const READY_MS = 60_000;
/** Milliseconds in which a service must answer one request about its health. */
const ANSWER_MS = 5_000;

/**
 * Starts services by their own `main.js`, each in a process of its own that is supervised as soon as it was ready once.
 * @param nodeOptions for these processes
 */
export function startAsProcess(
  logs: LogFiles,
  supervisor: Supervisor,
  nodeOptions: string[] = [],
): ServiceStarter {
  return async ({ name }, env) => {
    const spawn = () => spawnService(name, env, logs.open(name), nodeOptions);
    const child = spawn();
    const url = `http://${env.HOST}:${env.PORT}`;
    try {
      await eventually(() => child.hasEnded || isReady(url), READY_MS);
      if (child.hasEnded) throw new UserError(reasonOf(name, await logs.lastWords(name)));
    } catch (error) {
      await child.stop();
      throw error;
    }
    const { stop } = supervisor.supervise(child, {
      name: `${name} on port ${env.PORT}`,
      logFile: logs.fileOf(name),
      restart: async () => spawn(),
    });
    return { name, url, stop };
  };
}

/** Why a service cannot start; about its settings it says so itself. */
const reasonOf = (name: string, words: string): string =>
  words.startsWith(`${name} cannot start:`) ? withSource(words) : `${name} cannot start: ${words}`;

/** @param output the descriptor of its log, which is closed here once the process has it */
function spawnService(name: string, env: Env, output: number, nodeOptions: string[]): ChildProcess {
  try {
    const args = ['--enable-source-maps', ...nodeOptions, join(DIST, `apps/${name}/src/main.js`)];
    return ChildProcess.startNode(name, args, { env, output });
  } finally {
    closeSync(output);
  }
}

/** @throws UserError while the service is not ready */
async function isReady(url: string): Promise<true> {
  const response = await ask(`${url}/health/ready`, {}, ANSWER_MS).catch(() => undefined);
  if (response?.ok) return true;
  throw new UserError(`${url} is not ready after ${READY_MS / 1000} s: read the log of the service.`);
}
