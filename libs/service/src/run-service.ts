import { once } from 'node:events';
import { ConfigError } from './config.js';
import type { Service } from './service.js';
import type { Env } from './settings.js';

/** How long the process may stay open after the service has stopped, in milliseconds. */
const LINGER_MS = 1_000;

/**
 * Runs one service as a process, as `main.ts` does. SIGTERM and SIGINT stop it, and a second signal ends it at once. A
 * ConfigError is printed without its stack.
 */
export async function runService(service: Service, env: Env): Promise<void> {
  process.exitCode = await runUntilSignal(service, env).catch((error: Error) => {
    process.stderr.write(`${error instanceof ConfigError ? error.message : error.stack}\n`);
    return 1;
  });
  setTimeout(() => process.exit(), LINGER_MS).unref();
}

async function runUntilSignal(service: Service, env: Env): Promise<number> {
  // Registered before the start: a signal may arrive as soon as the log says that the service has started.
  const signal = Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  const running = await service.start(env, { reportsProcess: true });
  await signal;
  for (const name of ['SIGTERM', 'SIGINT']) process.once(name, () => process.exit(1));
  await running.stop();
  return 0;
}
