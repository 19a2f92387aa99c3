import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

const STOP_MS = 30_000;

/** A program that runs beside this one, and no longer; with what it printed. */
export class Child {
  private output = '';
  private failure?: Error;
  private readonly ended: Promise<unknown>;

  private constructor(
    private readonly name: string,
    private readonly process: ChildProcess,
  ) {
    for (const stream of [process.stdout, process.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (this.output += text));
    }
    process.once('error', (error) => (this.failure = error));
    this.ended = once(process, 'close').catch(() => {}); // an error is told by checkAlive
    const endToo = () => process.kill();
    globalThis.process.once('exit', endToo);
    void this.ended.then(() => globalThis.process.off('exit', endToo));
  }

  static start(name: string, command: string, args: string[], env?: NodeJS.ProcessEnv): Child {
    return new Child(name, spawn(command, args, { ...(env && { env }), stdio: ['ignore', 'pipe', 'pipe'] }));
  }

  /** @throws Error with what it printed, when it has ended */
  checkAlive(): void {
    if (!this.hasEnded) return;
    throw new Error(`${this.name} has ended: ${this.failure?.message ?? this.output.trim().slice(-2_000)}`);
  }

  get hasEnded(): boolean {
    return this.failure !== undefined || this.process.exitCode !== null || this.process.signalCode !== null;
  }

  /** Asks it to end, and ends it when it does not listen. */
  async stop(): Promise<void> {
    if (this.hasEnded) return;
    const timer = setTimeout(() => this.process.kill('SIGKILL'), STOP_MS);
    this.process.kill('SIGTERM');
    await this.ended;
    clearTimeout(timer);
  }
}
