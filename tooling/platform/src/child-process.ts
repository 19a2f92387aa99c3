import { spawn, type ChildProcess as Spawned } from 'node:child_process';
import { COMPILE_CACHE, ROOT } from './paths.js';
import { UserError } from './user-error.js';
import { untilReady } from './waiting.js';

/** Milliseconds after which a process that ignores SIGTERM is killed. */
const KILL_AFTER_MS = 30_000;
/** How many characters of output an error quotes. */
const QUOTED_CHARACTERS = 2_000;

/**
 * Code that ends a Node process together with its parent, even when the parent is killed. It does not exit in order, because
 * that waits for every job in libuv's pool.
 */
const LIFELINE = `data:text/javascript,process.once('disconnect',()=>process.kill(process.pid,'SIGKILL'));process.channel?.unref()`;

/** Every child process that runs. */
const running = new Set<Spawned>();
process.once('exit', () => running.forEach((child) => child.kill()));

/** How to start a process. */
export interface ChildOptions {
  /** The environment; by default that of this process. */
  env?: NodeJS.ProcessEnv;
  /** A file descriptor to write to, or a listener for each chunk. By default only the last output is kept, for errors. */
  output?: number | ((text: string) => void);
}

/** A program that runs beside this process, and ends with it. */
export class ChildProcess {
  /** Resolves when the process has ended: to a signal, `exit code N`, or why it could not start. */
  readonly ended: Promise<string>;
  private output = '';
  private ending?: string;

  private constructor(
    private readonly name: string,
    private readonly child: Spawned,
    listen: (text: string) => void,
  ) {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.output = (this.output + text).slice(-QUOTED_CHARACTERS);
        listen(text);
      });
    }
    running.add(child);
    this.ended = new Promise<string>((resolve) => {
      child.once('error', ({ message }) => resolve(message));
      child.once('close', (code, signal) => resolve(signal ?? `exit code ${code}`));
    });
    void this.ended.then((ending) => {
      this.ending = ending;
      running.delete(child);
    });
  }

  /**
   * Starts a program.
   * @param name what errors call it
   */
  static start(
    name: string,
    program: string,
    args: string[],
    { env, output }: ChildOptions = {},
  ): ChildProcess {
    const { to, listen } = destinationOf(output);
    const child = spawn(program, args, { ...(env && { env }), stdio: ['ignore', to, to] });
    return new ChildProcess(name, child, listen);
  }

  /**
   * Starts Node at the root of the checkout. The process has its own process group: a terminal sends Ctrl-C to a whole
   * group, but the parent decides the order of stopping.
   * @param name what errors call it
   */
  static startNode(name: string, args: string[], { env, output }: ChildOptions = {}): ChildProcess {
    const { to, listen } = destinationOf(output);
    const child = spawn(process.execPath, ['--import', LIFELINE, ...args], {
      cwd: ROOT,
      env: { NODE_COMPILE_CACHE: COMPILE_CACHE, ...(env ?? process.env) },
      stdio: ['ignore', to, to, 'ipc'],
      detached: true,
      windowsHide: true,
    });
    return new ChildProcess(name, child, listen);
  }

  /** Its number, if it could start. */
  get pid(): number | undefined {
    return this.child.pid;
  }

  /** True as soon as the process has ended. */
  get hasEnded(): boolean {
    return this.ending !== undefined;
  }

  /** Sends a signal, such as SIGSTOP; its end is not awaited. */
  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }

  /** @throws UserError with the last of its output when it has ended */
  checkAlive(): void {
    if (this.ending === undefined) return;
    throw new UserError(`${this.name} has ended (${this.ending}): ${this.lastWords}`);
  }

  /**
   * Waits until the process is ready.
   * @param withinMs the limit in milliseconds
   * @throws UserError with the last of its output when it ends before, or is not ready in time
   */
  async untilReady(isReady: () => Promise<boolean>, withinMs: number): Promise<void> {
    const lastWords = () => `Its last output: ${this.lastWords}`;
    await untilReady(this.name, () => this.hasEnded || isReady(), withinMs, lastWords);
    this.checkAlive();
  }

  private get lastWords(): string {
    return this.output.trim() || 'it printed nothing';
  }

  /** Sends SIGTERM, and SIGKILL after 30 seconds; resolves when the process has ended. */
  readonly stop = async (): Promise<void> => {
    const timer = setTimeout(() => this.child.kill('SIGKILL'), KILL_AFTER_MS);
    this.child.kill('SIGTERM');
    await this.ended;
    clearTimeout(timer);
  };

  /** Ends the process at once, as a crash does. */
  readonly kill = async (): Promise<void> => {
    this.child.kill('SIGKILL');
    await this.ended;
  };
}

/** What a process writes to, and what hears it. */
const destinationOf = (output: ChildOptions['output']) => ({
  to: typeof output === 'number' ? output : ('pipe' as const),
  listen: typeof output === 'function' ? output : () => {},
});
