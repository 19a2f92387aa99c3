import type { Env } from '#libs/service';
import { spawn } from 'node:child_process';
import { COMPILED, ROOT } from './places.js';

/** A Node process of the launcher's. */
export interface Child {
  /** How it ended. */
  ended: Promise<string>;
  /** False from the moment it is told to stop. */
  readonly isWanted: boolean;
  readonly stop: () => Promise<void>;
}

/** A launcher that is killed takes its children along, as it takes the services that live in its own process. */
const LIFELINE = `data:text/javascript,process.once('disconnect',()=>process.exit(1));process.channel?.unref()`;

/**
 * Starts Node on `args`. The child is in a process group of its own, because a terminal sends Ctrl-C to a whole group
 * and the launcher alone decides who stops when.
 * @param output a file descriptor, or a listener for each chunk of text
 */
export function startChild(args: string[], env: Env, output: number | ((text: string) => void)): Child {
  const to = typeof output === 'number' ? output : 'pipe';
  const child = spawn(process.execPath, ['--import', LIFELINE, ...args], {
    cwd: ROOT,
    env: { NODE_COMPILE_CACHE: COMPILED, ...env },
    stdio: ['ignore', to, to, 'ipc'],
    detached: true,
    windowsHide: true,
  });
  if (typeof output === 'function') {
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', output);
  }
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
  let isWanted = true;
  return {
    ended,
    get isWanted() {
      return isWanted;
    },
    stop: async () => {
      isWanted = false;
      child.kill('SIGTERM');
      await ended;
    },
  };
}
