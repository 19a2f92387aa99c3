import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Cost } from './costs.js';
import type { Work } from './platform.js';

const PROGRAM = fileURLToPath(import.meta.resolve('./platform.js'));

/** Some services in a process of their own. */
export class PlatformProcess {
  private constructor(
    private readonly child: ChildProcess,
    private readonly ended: Promise<unknown>,
    /** What their start has cost. */
    readonly cost: Cost,
  ) {}

  /** Starts services. @throws Error when the process dies; it has told why on standard error */
  static async start(work: Work): Promise<PlatformProcess> {
    const child = fork(PROGRAM, [], {
      execArgv: ['--expose-gc'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const ended = once(child, 'exit');
    const dies = ended.then(([code]) => Promise.reject(new Error(`the services ended with ${code}`)));
    dies.catch(() => {});
    child.send(work);
    const [cost] = (await Promise.race([once(child, 'message'), dies])) as [Cost];
    return new PlatformProcess(child, ended, cost);
  }

  /** The share of the process in the memory that it uses, without garbage, in MiB. @throws Error when it has died */
  async memory(): Promise<number> {
    const answer = once(this.child, 'message');
    this.child.send('memory');
    const dies = this.ended.then(() => Promise.reject(new Error('the services have ended')));
    const [mib] = (await Promise.race([answer, dies])) as [number];
    return mib;
  }

  async stop(): Promise<void> {
    if (this.child.connected) this.child.disconnect();
    await this.ended.catch(() => {});
  }
}
