import type { Runtime, Timer } from '#libs/messaging';
import type { Random } from './random.js';
import type { Cancel, Scheduler } from './scheduler.js';

/** The error of a call whose answer did not arrive. What it asked for may have happened. */
export class ConnectionLost extends Error {
  override name = 'ConnectionLost';
  readonly code = 'ECONNRESET';
}

/** What a process calls over the network. */
export interface Server {
  readonly name: string;
  isUp: boolean;
  /** The connection of a process has ended, with everything that lived on it. */
  disconnect(process: SimulatedProcess): void;
}

/** Faults of the network. They end when the simulation heals. */
export interface NetworkFaults {
  /** The probability that an answer is lost. */
  lostAnswers: number;
  /** Longest time for one way, in milliseconds. */
  latencyMs: number;
}

const LOST_AFTER_MS = 5_000;

/** One process of a service: its clock, its timers and its calls. All of them end when it is killed. */
export class SimulatedProcess {
  isAlive = true;
  /** The process does nothing before this moment, as under SIGSTOP. */
  frozenUntil = 0;
  /** How far its clock is off, in milliseconds. */
  clockOffset = 0;
  /** Servers whose answers no call of this process gets any more, and for which it waits without end. */
  readonly waitsFor = new Set<Server>();
  /** The ids of the events whose start it has counted and whose end it has not written down. */
  readonly started = new Set<string>();
  private readonly servers = new Set<Server>();
  private ids = 0;

  constructor(
    readonly name: string,
    readonly service: string,
    private readonly scheduler: Scheduler,
    private readonly random: Random,
    private readonly faults: NetworkFaults,
  ) {}

  get isFrozen(): boolean {
    return this.scheduler.now < this.frozenUntil;
  }

  /**
   * Calls a server; `execute` happens there, at one moment.
   * @param onLost happens there when the connection breaks before the answer has arrived
   */
  call<T>(server: Server, label: string, execute: () => T | Promise<T>, onLost = () => {}): Promise<T> {
    this.servers.add(server);
    return new Promise<T>((resolve, reject) => {
      const lose = () => {
        onLost();
        this.later(LOST_AFTER_MS, `${label} is lost`, () => reject(new ConnectionLost(server.name)));
      };
      if (!this.isAlive) return;
      this.scheduler.after(this.latency(), `${this.name} ${label}`, () => {
        if (!this.isAlive || this.waitsFor.has(server)) return;
        if (!server.isUp) return this.answer(label, () => reject(new ConnectionLost(server.name)));
        try {
          const result = execute();
          if (!(result instanceof Promise)) return this.answer(label, () => resolve(result), lose);
          result.then(
            (value) => this.answer(label, () => resolve(value), lose),
            (error: Error) => this.answer(label, () => reject(error)),
          );
        } catch (error) {
          this.answer(label, () => reject(error as Error));
        }
      });
    });
  }

  /** Runs `run` in this process after so many milliseconds, unless it is killed before. */
  later(ms: number, label: string, run: () => void): Cancel {
    let cancel: Cancel;
    const attempt = () => {
      if (!this.isAlive) return;
      if (!this.isFrozen) return run();
      cancel = this.scheduler.after(this.frozenUntil - this.scheduler.now, `${this.name} thaws`, attempt);
    };
    cancel = this.scheduler.after(ms, `${this.name} ${label}`, attempt);
    return () => cancel();
  }

  /** Ends the process, as SIGKILL does. The servers notice at once, or after `noticedAfterMs` if the host vanished. */
  kill(noticedAfterMs = 0): void {
    if (!this.isAlive) return;
    this.isAlive = false;
    this.scheduler.after(noticedAfterMs, `${this.name} is missed`, () => {
      for (const server of this.servers) server.disconnect(this);
    });
  }

  /** Time, timers and chance, as the core sees them in this process. */
  readonly runtime: Runtime = {
    now: () => this.scheduler.now + this.clockOffset,
    elapsed: () => this.scheduler.now,
    after: (ms, work) => this.timer(this.later(ms, 'timer', work)),
    every: (ms, work) => {
      let cancel: Cancel;
      const tick = () => {
        cancel = this.later(ms, 'tick', tick);
        work();
      };
      cancel = this.later(ms, 'tick', tick);
      return this.timer(() => cancel());
    },
    random: () => this.random.next(),
    newId: () => uuidOf(`${this.name}-${this.ids++}`),
  };

  private timer(cancel: Cancel): Timer {
    return { cancel, unref: () => {} };
  }

  private answer(label: string, deliver: () => void, lose?: () => void): void {
    if (lose && this.random.chance(this.faults.lostAnswers)) lose();
    else this.later(this.latency(), `${label}!`, deliver);
  }

  private latency(): number {
    return this.random.between(1, this.faults.latencyMs);
  }
}

/** A UUID that a text decides: ids must not differ between two runs of one seed. */
export function uuidOf(text: string): string {
  const hex = Buffer.from(text).toString('hex');
  const padded = hex.slice(-30).padStart(30, '0');
  return `${padded.slice(0, 8)}-${padded.slice(8, 12)}-7${padded.slice(12, 15)}-8${padded.slice(15, 18)}-${padded.slice(18, 30)}`;
}
