import type { ChildProcess } from '#tooling/platform';

/** Milliseconds after which a process is started again that has ended by itself. */
const AGAIN_MS = 300;
/** A process that ends so soon could not start, because what it needs is away. It is tried again. */
const START_MS = 10_000;

/** One process of the platform, whatever becomes of it. */
export class Part {
  /** How it ended after it had run for a while, and nobody wanted that. */
  readonly crashes: string[] = [];
  private child?: ChildProcess;
  private isKept = false;

  constructor(
    readonly name: string,
    private readonly spawn: (preloads: URL[]) => ChildProcess,
  ) {}

  /** Starts it, and again when it ends by itself. */
  start(preloads: URL[] = []): void {
    this.isKept = true;
    this.run(preloads);
  }

  /** Starts it, and expects that it ends by itself. */
  startOnce(preloads: URL[]): void {
    this.isKept = false;
    this.run(preloads);
  }

  /** Ends it at once, as a crash does. */
  async kill(): Promise<void> {
    this.isKept = false;
    await this.child?.kill();
  }

  /** Asks it to stop. @returns how it ended: `exit code 0` when everything went well */
  async stop(): Promise<string> {
    this.isKept = false;
    this.resume();
    await this.child?.stop();
    return this.ended;
  }

  /** How it ends. */
  get ended(): Promise<string> {
    return this.child?.ended ?? Promise.resolve('never started');
  }

  /** Sends a signal. */
  signal(name: NodeJS.Signals): void {
    this.child?.signal(name);
  }

  /** It does nothing any more, and its connections stay open. */
  freeze(): void {
    this.signal('SIGSTOP');
  }

  /** It goes on, whoever has stopped it. */
  resume(): void {
    this.signal('SIGCONT');
  }

  private run(preloads: URL[]): void {
    const since = performance.now();
    const child = this.spawn(preloads);
    this.child = child;
    void child.ended.then((ending) => {
      if (child !== this.child || !this.isKept) return;
      if (ending !== 'SIGKILL' && performance.now() - since > START_MS)
        this.crashes.push(`${this.name} has ended by itself: ${ending}`);
      setTimeout(() => {
        if (child === this.child && this.isKept) this.run(preloads);
      }, AGAIN_MS);
    });
  }
}
