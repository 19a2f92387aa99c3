import { failSpan } from '#libs/telemetry';
import { trace } from '@opentelemetry/api';
import type { AttemptMetrics } from '../attempt-metrics.js';
import type { CoreDependencies } from '../dependencies.js';
import { attemptSpan, isReplayed } from '../message-spans.js';
import type { Totals } from '../totals.js';
import type { Handle } from './handle.js';

/**
 * Handles a message under its correlation ID, in a span of its own. The span lasts until the outcome is stored, so that
 * what is logged of a failure has its ids.
 */
export const traced =
  ({ telemetry }: Pick<CoreDependencies, 'telemetry'>, next: Handle): Handle =>
  (work) => {
    const { type: event, attempts, kind } = work;
    const operation = kind === 'event' ? 'process' : 'run';
    return telemetry.tracing.run(`${operation} ${event}`, attemptSpan(operation, work), async (span) => {
      const outcome = await next(work);
      span.setAttribute('messaging.outcome', outcome);
      telemetry.log.debug({ event, attempt: attempts + 1, outcome }, 'event');
      return outcome;
    });
  };

/** Counts the outcome of an attempt. */
export const recorded =
  (metrics: AttemptMetrics, next: Handle): Handle =>
  async (work) => {
    const outcome = await next(work);
    metrics.processed.add({ event: metrics.labelOf(work.type), outcome });
    return outcome;
  };

/** Counts a message in the totals of the service when its handler took it as done. */
export const reconciled =
  (totals: Totals, next: Handle): Handle =>
  async (work) => {
    const outcome = await next(work);
    if (outcome === 'done') totals.handled(work.type);
    return outcome;
  };

/** Marks the span of an attempt that fails, whatever becomes of the message. */
export const marked =
  (next: Handle): Handle =>
  (work) =>
    next(work).catch((error: unknown) => {
      const span = trace.getActiveSpan();
      if (span) failSpan(span, error);
      throw error;
    });

/** Measures how long an attempt takes, and since when its event was on its way. */
export const measured =
  ({ runtime }: Pick<CoreDependencies, 'runtime'>, metrics: AttemptMetrics, next: Handle): Handle =>
  async (work) => {
    const { type: event, attributes, kind } = work;
    const began = runtime.elapsed();
    try {
      const outcome = await next(work);
      if (kind === 'event' && outcome === 'done' && !isReplayed(work))
        metrics.endToEnd.observe({ event }, (runtime.now() - Date.parse(String(attributes.time))) / 1000);
      return outcome;
    } finally {
      metrics.duration.observe({ event: metrics.labelOf(event) }, (runtime.elapsed() - began) / 1000);
    }
  };
