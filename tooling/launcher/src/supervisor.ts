import { displayPath, UserError } from '#tooling/platform';
import { setTimeout as sleep } from 'node:timers/promises';
import { Backoff, RESTARTS } from './backoff.js';

/** What runs in a process of its own. */
export interface Supervisable {
  /** Resolves to how it ended: a signal, or `exit code N`. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

/** How people know a process, and how it is started again. */
export interface Supervision {
  name: string;
  logFile: string;
  restart(): Promise<Supervisable>;
}

/** Starts what dies again, after pauses that grow, and gives up what dies again and again. */
export class Supervisor {
  private readonly stopping = new AbortController();

  /**
   * @param print shows one line for each death
   * @param giveUp is told when a process has died too often
   */
  constructor(
    private readonly print: (line: string) => void,
    private readonly giveUp: (reason: UserError) => void,
    private readonly limits = RESTARTS,
  ) {}

  /** Restarts `running` whenever it ends, until the result is stopped. */
  supervise(running: Supervisable, supervision: Supervision): Supervised {
    const supervised = new Supervised(running, supervision, this.stopping.signal);
    void supervised.keepRunning(new Backoff(this.limits), this.print).catch(this.giveUp);
    return supervised;
  }

  /** Restarts nothing any more. */
  end(): void {
    this.stopping.abort();
  }
}

/** One process, through all its restarts. */
class Supervised {
  private readonly stopped = new AbortController();
  private readonly signal: AbortSignal;
  private ended: Promise<string>;
  private restarting = Promise.resolve();

  constructor(
    private running: Supervisable,
    private readonly supervision: Supervision,
    stopping: AbortSignal,
  ) {
    this.ended = running.ended;
    this.signal = AbortSignal.any([this.stopped.signal, stopping]);
  }

  /** Resolves when a stop is requested. @throws UserError when the process has died too often */
  async keepRunning(backoff: Backoff, print: (line: string) => void): Promise<void> {
    const { name, logFile } = this.supervision;
    const log = displayPath(logFile);
    for (;;) {
      const since = performance.now();
      const ending = await this.ended;
      if (this.signal.aborted) return;
      const pause = backoff.pauseAfter(performance.now() - since);
      if (pause === undefined)
        throw new UserError(
          `${name} died ${backoff.deaths} times in a row (${ending}): read ${log}, and fix the cause before you start again.`,
        );
      print(`${name} died (${ending}) and starts again in ${pause / 1000} s: its log is ${log}`);
      await sleep(pause, undefined, { signal: this.signal }).catch(() => {});
      if (this.signal.aborted) return;
      await (this.restarting = this.restart());
    }
  }

  /** Stops the process, also while it waits for its restart, or restarts. */
  readonly stop = async (): Promise<void> => {
    this.stopped.abort();
    await this.restarting;
    await this.running.stop();
  };

  private async restart(): Promise<void> {
    try {
      this.running = await this.supervision.restart();
      this.ended = this.running.ended;
    } catch (error) {
      // A message begins with what is wrong; what to do follows the colon.
      this.ended = Promise.resolve((error as Error).message.split(': ')[0]!);
    }
  }
}
