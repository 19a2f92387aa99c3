import type { Metrics } from '#libs/telemetry';
import type { UnfinishedWork } from './unfinished.js';

/** Exposes what is unfinished in the tables of a service, by one statement a scrape. */
export function exposeUnfinished(metrics: Metrics, unfinished: () => Promise<UnfinishedWork>): void {
  metrics.gauges('messages', unfinished, {
    outbox_pending: {
      help: 'Events that the broker has not confirmed yet',
      rows: ({ outbox }) => [[{}, outbox.count]],
    },
    outbox_oldest_age_seconds: {
      help: 'Age of the oldest event that the broker has not confirmed',
      rows: ({ outbox }) => [[{}, outbox.oldestSeconds]],
    },
    retry_waiting: {
      help: 'Messages and effects that wait for another attempt',
      labels: ['kind'],
      rows: ({ retries }) => retries.map(({ kind, count }) => [{ kind }, count]),
    },
    retry_oldest_age_seconds: {
      help: 'How long the oldest message or effect has waited for an attempt that succeeds; 0 without one',
      labels: ['kind'],
      rows: ({ retries }) => retries.map(({ kind, oldestSeconds }) => [{ kind }, oldestSeconds]),
    },
    retry_time_to_hospital_seconds: {
      help: 'Time until the next waiting message goes to the hospital, if every attempt fails; absent without one',
      rows: ({ toHospitalSeconds }) => (toHospitalSeconds === null ? [] : [[{}, toHospitalSeconds]]),
    },
    hospital_patients: {
      help: 'Messages given up that wait for an operator, without those about erased people',
      labels: ['reason'],
      rows: ({ patients }) => patients.map(({ reason, count }) => [{ reason }, count]),
    },
  });
}
