import { leftOf, REASONS, type UnfinishedWork } from '#libs/messaging';
import type { SimulatedDatabase } from './simulated-database.js';

const KINDS = ['event', 'effect'] as const;

/** What is unfinished in the tables of one service, as the PostgreSQL store counts it. */
export function unfinishedIn(database: SimulatedDatabase, schedule: readonly number[]): UnfinishedWork {
  const { now, outbox, retries, hospital, tombstones } = database;
  const oldestOf = (since: number[]) => Math.max(0, ...since.map((one) => (now - one) / 1_000));
  const unsent = [...outbox.values()].flatMap(({ sentAt, createdAt }) =>
    sentAt === undefined ? createdAt : [],
  );
  const waiting = [...retries.values()];
  const left = leftOf(schedule);
  const ends = waiting.map(
    ({ due, patient }) => due + (left[Math.min(patient.attempts, schedule.length)] ?? 0),
  );
  const patients = [...hospital.values()].filter(
    ({ patient, replacedBy }) => !replacedBy && !tombstones.has(String(patient.attributes.datasubject)),
  );
  return {
    outbox: { count: unsent.length, oldestSeconds: oldestOf(unsent) },
    retries: KINDS.map((kind) => {
      const ofKind = waiting.filter(({ patient }) => patient.kind === kind);
      return {
        kind,
        count: ofKind.length,
        oldestSeconds: oldestOf(ofKind.map(({ createdAt }) => createdAt)),
      };
    }),
    toHospitalSeconds: ends.length ? (Math.min(...ends) - now) / 1_000 : null,
    patients: REASONS.map((reason) => {
      return { reason, count: patients.filter((one) => one.reason === reason).length };
    }),
  };
}
