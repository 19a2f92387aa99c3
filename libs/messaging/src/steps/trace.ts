import { withCause } from '#libs/telemetry';
import { context } from '@opentelemetry/api';
import type { AttemptMetrics } from '../attempt-metrics.js';
import type { CoreDependencies } from '../dependencies.js';
import { attemptSpan, causeOfMessage, isReplayed } from '../message-spans.js';
import type { Handle } from './handle.js';

/** Handles a message under its correlation ID, and counts its outcome. */
export const recorded =
  (metrics: AttemptMetrics, next: Handle): Handle =>
  (work) =>
    context.with(withCause(context.active(), causeOfMessage(work)), async () => {
      const outcome = await next(work);
      metrics.processed.add({ event: metrics.labelOf(work.type), outcome });
      return outcome;
    });

/** Handles a message in a span of its own, and measures how long it takes. */
export const traced =
  (
    { telemetry, runtime }: Pick<CoreDependencies, 'telemetry' | 'runtime'>,
    metrics: AttemptMetrics,
    next: Handle,
  ): Handle =>
  (work) => {
    const { type: event, attempts, attributes, kind } = work;
    const operation = kind === 'event' ? 'process' : 'run';
    const attempt = attempts + 1;
    const began = runtime.elapsed();
    return telemetry.tracing.run(
      `${operation} ${event}`,
      attemptSpan(operation, work, attempt),
      async (span) => {
        try {
          const outcome = await next(work);
          span.setAttribute('messaging.outcome', outcome);
          telemetry.log.debug({ event, attempt, outcome }, 'event');
          if (kind === 'event' && outcome === 'done' && !isReplayed(work))
            metrics.endToEnd.observe({ event }, (runtime.now() - Date.parse(String(attributes.time))) / 1000);
          return outcome;
        } finally {
          metrics.duration.observe({ event: metrics.labelOf(event) }, (runtime.elapsed() - began) / 1000);
        }
      },
    );
  };
