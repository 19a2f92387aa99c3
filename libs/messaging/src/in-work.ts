import type { Metrics } from '#libs/telemetry';
import type { Patient } from './patient.js';
import type { Runtime } from './runtime.js';

const KINDS = ['event', 'effect'] as const;

/** The messages that handlers of this process work on now. */
export class InWork {
  /** Since when, on the monotonic clock, in milliseconds. */
  private readonly since = new Map<Pick<Patient, 'kind'>, number>();

  constructor(
    metrics: Metrics,
    private readonly runtime: Pick<Runtime, 'elapsed'>,
  ) {
    metrics.gauge('messaging_in_work', 'Messages and effects that are being handled', ['kind'], () =>
      KINDS.map((kind) => [{ kind }, this.agesOf(kind).length]),
    );
    metrics.gauge(
      'messaging_in_work_oldest_age_seconds',
      'How long the oldest of them has been handled; 0 without one',
      ['kind'],
      () => KINDS.map((kind) => [{ kind }, Math.max(0, ...this.agesOf(kind)) / 1_000]),
    );
  }

  /** Counts a message for as long as `next` handles it. */
  counted<Work extends Pick<Patient, 'kind'>, Result>(
    next: (work: Work) => Promise<Result>,
  ): (work: Work) => Promise<Result> {
    return async (work) => {
      this.since.set(work, this.runtime.elapsed());
      try {
        return await next(work);
      } finally {
        this.since.delete(work);
      }
    };
  }

  private agesOf(wanted: Patient['kind']): number[] {
    const now = this.runtime.elapsed();
    return [...this.since].filter(([{ kind }]) => kind === wanted).map(([, since]) => now - since);
  }
}
