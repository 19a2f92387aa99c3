import type { Patient, Reason } from './patient.js';

/** What messaging has not finished in one service. Ages are in seconds, by the clock of the database. */
export interface UnfinishedWork {
  /** Events that the broker has not confirmed, and the age of the oldest; 0 when there is none. */
  outbox: { count: number; oldestSeconds: number };
  /** Messages and effects that wait for another attempt, and since when the oldest has done so. */
  retries: { kind: Patient['kind']; count: number; oldestSeconds: number }[];
  /** When the next of them goes to the hospital if every attempt fails at once; null when none waits. */
  toHospitalSeconds: number | null;
  /** What was given up, without what is about erased people: nobody can help them, and nobody waits. */
  patients: { reason: Reason; count: number }[];
}

/** For each number of failed attempts, the milliseconds from the next attempt to the last one of a schedule. */
export const leftOf = (schedule: readonly number[]): number[] =>
  [...schedule, 0].map((_, attempts) => schedule.slice(attempts).reduce((sum, ms) => sum + ms, 0));
