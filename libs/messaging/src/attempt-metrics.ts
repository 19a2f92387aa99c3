import { type Count, type Durations, LONG_BUCKETS, type Metrics } from '#libs/telemetry';
import type { Events } from './events.js';
import { InWork } from './in-work.js';
import { REASONS } from './patient.js';
import type { Runtime } from './runtime.js';

/** What came of an attempt. */
const OUTCOMES = ['done', 'duplicate', 'erased', 'held', 'circuit open', 'retry', 'hospital'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Stands for every type that the service does not declare: a sender must not make up label values. */
const UNDECLARED = '_OTHER';

/** What is measured of attempts. */
export class AttemptMetrics {
  readonly processed: Count;
  readonly timeouts: Count;
  readonly admitted: Count;
  readonly duration: Durations;
  readonly endToEnd: Durations;
  readonly inWork: InWork;
  private readonly declared: Set<string>;

  constructor(metrics: Metrics, { heard, effects }: Events, runtime: Pick<Runtime, 'elapsed'>) {
    this.inWork = new InWork(metrics, runtime);
    this.declared = new Set([...heard, ...effects].map(({ type }) => type));
    const event = [...this.declared, UNDECLARED];
    this.processed = metrics.count('messaging_processed_total', 'Attempts of handlers, by outcome', {
      event,
      outcome: OUTCOMES,
    });
    this.timeouts = metrics.count(
      'messaging_handler_timeouts_total',
      'Attempts ended because their handler exceeded its limit',
      { event: [...this.declared] },
    );
    this.admitted = metrics.count('hospital_admitted_total', 'Messages given up', { reason: REASONS });
    // Not exported before its first attempt: no objective is about it, and it would be a quarter of all series.
    this.duration = metrics.durations(
      'messaging_process_duration_seconds',
      'One attempt of a handler',
      { event: [] },
      LONG_BUCKETS,
    );
    this.endToEnd = metrics.durations(
      'messaging_end_to_end_seconds',
      'From the moment an event was published to the moment its handler committed',
      { event: heard.map(({ type }) => type) },
      LONG_BUCKETS,
    );
  }

  /** The value of the label `event` for a type that a message claims. */
  labelOf(type: string): string {
    return this.declared.has(type) ? type : UNDECLARED;
  }
}
