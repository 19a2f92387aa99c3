import { spawn, type ChildProcess as Spawned } from 'node:child_process';
import { COMPILE_CACHE, ROOT } from './paths.js';

/** A process that ignores SIGTERM for so long is killed, in milliseconds. */
const STOP_MS = 30_000;
/** Characters of output that an error quotes. */
const QUOTED = 2_000;

/** Ends a Node process together with the parent that started it, even when the parent was killed. */
const LIFELINE = `data:text/javascript,process.once('disconnect',()=>process.exit(1));process.channel?.unref()`;

export interface ChildOptions {
  /** By default that of this process. */
  env?: NodeJS.ProcessEnv;
  /** A file descriptor that gets the output, or a listener for each chunk; by default the output is kept in memory. */
  output?: number | ((text: string) => void);
}

/** A program that runs beside this process, and no longer than it. */
export class ChildProcess {
  /** How it ended: a signal, `exit code N`, or why it could not start. */
  readonly ended: Promise<string>;
  private output = '';
  private how?: string;
  private stopRequested = false;

  private constructor(
    private readonly name: string,
    private readonly child: Spawned,
    listen: (text: string) => void,
  ) {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.output = (this.output + text).slice(-QUOTED);
        listen(text);
      });
    }
    const kill = () => child.kill();
    process.once('exit', kill);
    this.ended = new Promise<string>((resolve) => {
      child.once('error', ({ message }) => resolve(message));
      child.once('close', (code, signal) => resolve(signal ?? `exit code ${code}`));
    });
    void this.ended.then((how) => {
      this.how = how;
      process.off('exit', kill);
    });
  }

  /** Starts a program. @param name what errors call it */
  static start(
    name: string,
    program: string,
    args: string[],
    { env, output }: ChildOptions = {},
  ): ChildProcess {
    const to = typeof output === 'number' ? output : 'pipe';
    const child = spawn(program, args, { ...(env && { env }), stdio: ['ignore', to, to] });
    return new ChildProcess(name, child, typeof output === 'function' ? output : () => {});
  }

  /**
   * Starts Node at the root of the checkout. The process is in a group of its own, because a terminal sends Ctrl-C to a
   * whole group and the parent alone decides the order of stopping.
   */
  static startNode(name: string, args: string[], { env, output }: ChildOptions = {}): ChildProcess {
    const to = typeof output === 'number' ? output : 'pipe';
    const child = spawn(process.execPath, ['--import', LIFELINE, ...args], {
      cwd: ROOT,
      env: { NODE_COMPILE_CACHE: COMPILE_CACHE, ...(env ?? process.env) },
      stdio: ['ignore', to, to, 'ipc'],
      detached: true,
      windowsHide: true,
    });
    return new ChildProcess(name, child, typeof output === 'function' ? output : () => {});
  }

  get hasEnded(): boolean {
    return this.how !== undefined;
  }

  /** False from the moment that `stop` is called. */
  get isWanted(): boolean {
    return !this.stopRequested;
  }

  /** @throws Error with the last of its output, when it has ended */
  checkAlive(): void {
    if (this.how === undefined) return;
    throw new Error(`${this.name} has ended (${this.how}): ${this.output.trim() || 'it printed nothing'}`);
  }

  /** Sends SIGTERM, and SIGKILL after 30 seconds; resolves when the process has ended. */
  readonly stop = async (): Promise<void> => {
    this.stopRequested = true;
    const timer = setTimeout(() => this.child.kill('SIGKILL'), STOP_MS);
    this.child.kill('SIGTERM');
    await this.ended;
    clearTimeout(timer);
  };
}
