import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(import.meta.resolve('./side.js'));

/** A side of a comparison in a process of its own, whose CPU time is its own, too. */
export class SideProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  /**
   * Starts a side.
   * @param args those of `side.ts`
   * @param flags of Node
   * @throws Error when it does not start; it has told why on standard error
   */
  static async start(
    args: string[],
    env: Record<string, string>,
    flags: readonly string[] = [],
  ): Promise<SideProcess> {
    const child = fork(PROGRAM, args, {
      env: { ...process.env, ...env },
      execArgv: [...flags],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      detached: true, // Linux shares the CPU among sessions, so each side has as much of it
    });
    const ended = once(child, 'exit').then(([code]) => {
      throw new Error(`${args.join(' ')} ended with ${code}`);
    });
    const [{ url }] = (await Promise.race([once(child, 'message'), ended])) as [{ url: string }];
    ended.catch(() => {});
    return new SideProcess(child, url);
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** The CPU time that it has used so far, in microseconds. */
  async cpu(): Promise<number> {
    const answer = once(this.child, 'message');
    this.child.send('cpu');
    const [{ user, system }] = (await answer) as [NodeJS.CpuUsage];
    return user + system;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.disconnect();
    await ended;
  }
}
