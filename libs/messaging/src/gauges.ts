import type { Metrics } from '#libs/telemetry';
import type { MessagingStore } from './store.js';

/** Exposes how many messages wait and how many were given up. The store counts them at each scrape. */
export function exposeGauges(metrics: Metrics, { outbox, retries, hospital }: MessagingStore): void {
  metrics.gauge('outbox_pending', 'Events that the broker has not confirmed yet', [], async () => [
    [{}, await outbox.pending()],
  ]);
  metrics.gauge(
    'outbox_oldest_age_seconds',
    'Age of the oldest event that the broker has not confirmed',
    [],
    async () => [[{}, await outbox.oldestAgeSeconds()]],
  );
  metrics.gauge('retry_waiting', 'Messages and effects that wait for another attempt', ['kind'], async () =>
    (await retries.waiting()).map(({ kind, count }) => [{ kind }, count]),
  );
  metrics.gauge('hospital_patients', 'Messages given up that wait for an operator', ['reason'], async () =>
    (await hospital.patients()).map(({ reason, count }) => [{ reason }, count]),
  );
}
