import { once } from 'node:events';
import { ConfigError, type Env } from './config.js';
import type { Service } from './service.js';

/** How long what still holds the process open after the stop may do so, in milliseconds. */
const LINGER_MS = 1_000;

/**
 * Runs one service as a process, as `main.ts` does: SIGTERM and SIGINT stop it, a second signal ends it at once.
 * A configuration that cannot be used is told in plain words, without a stack.
 */
export async function runService(service: Service, env: Env): Promise<void> {
  process.exitCode = await runUntilSignal(service, env).catch((error: Error) => {
    process.stderr.write(`${error instanceof ConfigError ? error.message : error.stack}\n`);
    return 1;
  });
  setTimeout(() => process.exit(), LINGER_MS).unref();
}

async function runUntilSignal(service: Service, env: Env): Promise<number> {
  // Listened for from the beginning: who reads in the log that it has started may stop it at once.
  const asked = Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  const running = await service.start(env, { reportsProcess: true });
  await asked;
  for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => process.exit(1));
  await running.stop();
  return 0;
}
