import { ANSWER_MS, eventually, IsolatedRun, ROOT } from '#tooling/platform';
import { type ChildProcess, spawn } from 'node:child_process';
import { connect } from 'node:net';
import { join } from 'node:path';

const LAUNCHER = 'dist/tooling/launcher/src';
const BUILT = join(ROOT, LAUNCHER);
/** In milliseconds. Generous, because the machine may be busy. */
export const DEADLINE = 150_000;

/** The result of a command. */
interface Finished {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the built commands of the launcher on a data folder and ports of their own. */
export class LauncherFixture {
  private readonly running = new Set<LaunchedProcess>();

  private constructor(
    private readonly isolated: IsolatedRun,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  /** @param env variables for its commands, besides those of this process */
  static async open(env: NodeJS.ProcessEnv = {}): Promise<LauncherFixture> {
    return new LauncherFixture(await IsolatedRun.open(), env);
  }

  /** The data folder. */
  get data(): string {
    return this.isolated.data;
  }

  /** What is added to every port. */
  get portOffset(): number {
    return this.isolated.portOffset;
  }

  /** The environment of its commands. */
  get commandEnv(): NodeJS.ProcessEnv {
    return { ...process.env, ...this.env };
  }

  /** Starts the launcher, and resolves when it is ready. @throws Error when it ends before */
  async launch(...options: string[]): Promise<LaunchedProcess> {
    return this.launchBy('start', ...options);
  }

  /** Starts the launcher by another command. */
  async launchBy(script: string, ...args: string[]): Promise<LaunchedProcess> {
    return this.untilReady(this.spawn(script, ['--port-offset', String(this.portOffset), ...args]));
  }

  /** Starts the launcher that another checkout has built, on the same data. */
  async launchOf(checkout: string, ...options: string[]): Promise<LaunchedProcess> {
    const args = ['--port-offset', String(this.portOffset), ...options];
    return this.untilReady(this.spawn('start', args, join(checkout, LAUNCHER)));
  }

  private async untilReady(launched: LaunchedProcess): Promise<LaunchedProcess> {
    const isReady = () => {
      if (launched.process.exitCode !== null) throw new Error(`The launcher has ended: ${launched.stderr}`);
      return /^Ready after/m.test(launched.stdout);
    };
    await eventually(isReady, DEADLINE, undefined, () => false);
    return launched;
  }

  /** Runs a command to its end. */
  async run(script: string, ...args: string[]): Promise<Finished> {
    const command = this.spawn(script, args);
    const code = await command.ended;
    return { code, stdout: command.stdout, stderr: command.stderr };
  }

  /** The address of a service. @param port its port without the offset */
  url(port: number): string {
    return this.isolated.url(port);
  }

  /** Kills the processes that a failed test left running. */
  async clear(): Promise<void> {
    await Promise.all([...this.running].map((launched) => launched.signal('SIGKILL')));
  }

  async close(): Promise<void> {
    await this.run('reset'); // stops a PostgreSQL that a failed test left behind
    await this.isolated.close();
  }

  private spawn(script: string, args: string[], built = BUILT): LaunchedProcess {
    const launched = new LaunchedProcess(
      spawn(process.execPath, [join(built, `${script}.main.js`), '--data', this.data, ...args], {
        env: this.commandEnv,
      }),
    );
    this.running.add(launched);
    void launched.ended.then(() => this.running.delete(launched));
    return launched;
  }
}

/** A running command, and its output so far. */
export class LaunchedProcess {
  stdout = '';
  stderr = '';
  readonly ended: Promise<number | null>;

  constructor(readonly process: ChildProcess) {
    process.stdout?.on('data', (chunk) => (this.stdout += chunk));
    process.stderr?.on('data', (chunk) => (this.stderr += chunk));
    this.ended = new Promise((resolve) => process.once('close', resolve));
  }

  /** The addresses of the rows of this name in the launcher's table; a hint may have another one. */
  addresses(name: string): string[] {
    const rows = this.stdout.split('\n').filter((line) => line.startsWith(`${name}  `));
    return rows.flatMap((row) => row.match(/\w+:\/\/\S+/)?.[0] ?? []);
  }

  signal(signal: NodeJS.Signals): Promise<number | null> {
    this.process.kill(signal);
    return this.ended;
  }
}

/** Whether something listens on the port. */
export function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, timeout: ANSWER_MS });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy()).once('timeout', () => resolve(false));
  });
}
