import { join } from 'node:path';
import { ChildProcess, ROOT } from '#tooling/platform';
import type { LogFiles } from './log-files.js';
import { type ServiceStarter, startAsProcess, type StartedService } from './service-process.js';
import { Supervisor } from './supervisor.js';

const COMPILER = join(ROOT, 'node_modules/native-typescript/bin/tsc');
/** What `tsc --watch` prints after every build. */
const BUILT = /Found (\d+) errors?\. Watching for file changes/;

/**
 * Starts one service in a process of its own, and restarts it after every successful build of a compiler that watches. A
 * service that dies too often waits for the next build.
 * @param nodeOptions for its process
 */
export function restartAfterBuilds(
  logs: LogFiles,
  print: (line: string) => void,
  nodeOptions: string[],
): ServiceStarter {
  const supervisor = new Supervisor(print, ({ message }) => print(message));
  const start = startAsProcess(logs, supervisor, nodeOptions);
  return async (service, env) => {
    const restarting = new RestartingService(await start(service, env), () => start(service, env), print);
    let isFirst = true;
    const output = (text: string) => {
      const [, errors] = BUILT.exec(text) ?? [];
      if (errors !== '0') return print(text.trim());
      if (!isFirst) restarting.restart();
      isFirst = false;
    };
    const args = [COMPILER, '-p', 'tsconfig.build.json', '--watch', '--preserveWatchOutput'];
    const compiler = ChildProcess.startNode('the compiler', args, { env, output });
    const stop = async () => {
      await compiler.stop();
      await restarting.stop();
    };
    return { name: service.name, url: restarting.url, stop };
  };
}

class RestartingService {
  readonly url: string;
  private restarted = Promise.resolve();

  constructor(
    private running: StartedService,
    private readonly start: () => Promise<StartedService>,
    private readonly print: (line: string) => void,
  ) {
    this.url = running.url;
  }

  /** Replaces the service that runs, after the restarts that were asked for before. */
  restart(): void {
    this.restarted = this.restarted
      .then(() => this.replace())
      .catch((error: Error) => this.print(error.message));
  }

  async stop(): Promise<void> {
    await this.restarted;
    await this.running.stop();
  }

  private async replace(): Promise<void> {
    const since = performance.now();
    await this.running.stop();
    this.running = await this.start();
    this.print(`${this.running.name} runs the new build (${Math.round(performance.now() - since)} ms)`);
  }
}
