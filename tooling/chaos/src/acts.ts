import type { Failpoint } from '#libs/messaging';
import type { Direction } from '#tooling/platform';

/** What happens at a failpoint: the process is killed, stopped (SIGSTOP), delayed, or the step fails. */
type Blow = 'kill' | 'stop' | 'delay' | 'throw';

/**
 * One thing that goes wrong, and is mended before it is over. `part` is a process (`loyalty`, `loyalty#2`), `way` a way between
 * two parts (`loyalty to the broker`). Times are in milliseconds.
 */
export type Act =
  | { do: 'kill'; part: string; downMs: number }
  /** Asked to stop, and started again. */
  | { do: 'terminate'; part: string }
  /** Stopped (SIGSTOP) with open connections and transactions. */
  | { do: 'freeze'; part: string; forMs: number }
  | { do: 'kill postgres'; downMs: number }
  /** A broker that has a server of its own. */
  | { do: 'kill broker'; downMs: number }
  /** Sessions of a service are ended by the server. */
  | { do: 'end backends'; database: string; most: number }
  | { do: 'cut' | 'stall'; way: string; forMs: number }
  | { do: 'reset'; way: string }
  | { do: 'cut after'; way: string; bytes: number; forMs: number }
  | { do: 'silence'; way: string; direction: Direction; forMs: number }
  | { do: 'slow down'; way: string; latencyMs: number; jitterMs: number; forMs: number }
  | { do: 'narrow'; way: string; bytesPerSecond: number; forMs: number }
  | { do: 'shift clock'; part: string; hours: number; forMs: number }
  /** `after`: a point that fails before, so that what comes after a failure is passed. */
  | {
      do: 'fail at';
      part: string;
      point: Failpoint;
      passage: number;
      blow: Blow;
      ms?: number;
      after?: Failpoint;
    }
  /** The hearer that is late is declared and started. */
  | { do: 'introduce' };

/** What counts as a kill: something ends at once, and loses what it had in memory. */
export const KILLS: ReadonlySet<string> = new Set([
  'kill',
  'kill postgres',
  'kill broker',
  'end backends',
  'fail at: kill',
]);

/** What an act is counted as. */
export const kindOf = (act: Act): string => (act.do === 'fail at' ? `fail at: ${act.blow}` : act.do);

/** An act, and when it begins: milliseconds after the load has. */
export type Timed = Act & { at: number };
