import { DIST } from '#tooling/platform';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Servers } from './contender.js';

const PROGRAM = join(DIST, 'tooling/perf/src/compare/role.js');

/** A publisher or a consumer in a process of its own, which can be killed. */
export class RoleProcess {
  private constructor(
    private readonly child: ChildProcess,
    /** Of a publisher. */
    readonly url: string,
  ) {}

  /**
   * Starts one side of a contender.
   * @param file the URL of its module
   * @throws Error when it does not start; it has told why on standard error
   */
  static async start(file: string, role: 'publish' | 'consume', servers: Servers): Promise<RoleProcess> {
    const child = fork(PROGRAM, [file, role], {
      env: { ...process.env, SERVERS: JSON.stringify(servers) },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      detached: true, // Linux shares the CPU among sessions
    });
    const ended = once(child, 'exit').then(([code]) => {
      throw new Error(`${file} ended with ${code} instead of: ${role}`);
    });
    const [{ url }] = (await Promise.race([once(child, 'message'), ended])) as [{ url: string }];
    ended.catch(() => {});
    return new RoleProcess(child, url);
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** Ends the process as a crash does. */
  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await ended;
  }
}
