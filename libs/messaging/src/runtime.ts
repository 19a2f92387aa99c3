import { newId } from '#libs/telemetry';

/** A timer that was set. */
export interface Timer {
  /** Cancels the timer: its work is not called any more. */
  cancel(): void;
  /** Lets the process exit before the timer is due. */
  unref(): void;
}

/** The clocks, timers, random numbers and ids that the core uses. A simulation replaces them, so that a seed decides a run. */
export interface Runtime {
  /** Wall-clock time, in milliseconds since 1970. It may step back. */
  now(): number;
  /** Monotonic time, in milliseconds; only differences have a meaning. */
  elapsed(): number;
  /** Calls `work` once, after `ms` milliseconds. */
  after(ms: number, work: () => void): Timer;
  /** Calls `work` every `ms` milliseconds. */
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
