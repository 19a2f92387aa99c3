import { join } from 'node:path';
import { ChildProcess, ROOT } from '#tooling/platform';
import type { Starter } from './service-process.js';

/** What `tsc --watch` says after every build. */
const BUILT = /Found (\d+) errors?\. Watching for file changes/;

/** Starts one service as `start` does, and anew after every build that succeeds; the compiler runs along. */
export function restarting(start: Starter, say: (line: string) => void): Starter {
  return async (service, env) => {
    const { name } = service;
    let running = await start(service, env);
    let restarted = Promise.resolve();
    const restart = async () => {
      const since = performance.now();
      await running.stop();
      running = await start(service, env);
      say(`${name} runs the new build (${Math.round(performance.now() - since)} ms)`);
    };
    let isFirst = true;
    const tsc = join(ROOT, 'node_modules/native-typescript/bin/tsc');
    const args = [tsc, '-p', 'tsconfig.build.json', '--watch', '--preserveWatchOutput'];
    const output = (text: string) => {
      const [, errors] = BUILT.exec(text) ?? [];
      if (errors !== '0') return say(text.trim());
      if (!isFirst) restarted = restarted.then(restart).catch((error: Error) => say(error.message));
      isFirst = false;
    };
    const compiler = ChildProcess.startNode('the compiler', args, { env, output });
    return {
      name,
      url: running.url,
      stop: async () => {
        await compiler.stop();
        await restarted;
        await running.stop();
      },
    };
  };
}
