import { newId } from '#libs/telemetry';

/** Work that waits for its time. */
export interface Timer {
  /** The work is not called any more. */
  cancel(): void;
  /** The process may end without it. */
  unref(): void;
}

/** Time, timers and chance, as the core needs them. A simulation brings its own, so that a seed decides every run. */
export interface Runtime {
  /** The time of day, in milliseconds since 1970. It may step back. */
  now(): number;
  /** Milliseconds of a clock that never steps back; only differences have a meaning. */
  elapsed(): number;
  /** Calls `work` once, after so many milliseconds. */
  after(ms: number, work: () => void): Timer;
  /** Calls `work` again and again, each time after so many milliseconds. */
  every(ms: number, work: () => void): Timer;
  /** A number from 0 up to, but not including, 1. */
  random(): number;
  /** A new UUIDv7. */
  newId(): string;
}

const timerOf = (timeout: NodeJS.Timeout): Timer => ({
  cancel: () => clearTimeout(timeout),
  unref: () => void timeout.unref(),
});

/** The clocks, timers and random numbers of this process. */
export const systemRuntime: Runtime = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  after: (ms, work) => timerOf(setTimeout(work, ms)),
  every: (ms, work) => timerOf(setInterval(work, ms)),
  random: () => Math.random(),
  newId,
};
