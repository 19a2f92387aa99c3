import type { MessageHandler } from '@nestjs/microservices';
import type { AttemptMetrics } from '../attempt-metrics.js';
import type { CoreDependencies } from '../dependencies.js';
import type { OptionalAttribute } from '../events.js';
import type { Totals } from '../totals.js';
import type { Handle } from './handle.js';
import { handler } from './handler.js';
import { hospitalized, survivable } from './hospital.js';
import { atLeastOnce, onceInInbox } from './inbox.js';
import { limited } from './limit.js';
import { postponed } from './postpone.js';
import { retried } from './retry.js';
import { marked, measured, reconciled, recorded, traced } from './trace.js';

/** What the steps are made with, beside the dependencies of the core. */
export interface StepOptions {
  metrics: AttemptMetrics;
  totals: Totals;
  handlers: ReadonlyMap<string, MessageHandler>;
  /** Milliseconds from each failure to the next attempt. */
  schedule: readonly number[];
  /** The limit of each handler, in milliseconds, by type. */
  limits: ReadonlyMap<string, number>;
  /** The service that says each type of event that is heard. */
  senders: ReadonlyMap<string, string>;
  /** The optional attributes that each type of event is read with. */
  attributes: ReadonlyMap<string, readonly OptionalAttribute[]>;
  /** The effect that runs once an effect of each type was admitted to the hospital. */
  onAdmission: ReadonlyMap<string, string>;
  /** Aborted when the service stops and waits no longer for its handlers. */
  stopping: AbortSignal;
}

/** The way of every message to its handler, through one step after the other; events pass the inbox. */
export function stepsOf(core: CoreDependencies, options: StepOptions): Handle {
  const { metrics, totals, handlers, schedule, limits, senders, attributes, onAdmission, stopping } = options;
  const handle = handler(core.telemetry, handlers, attributes);
  const event = onceInInbox(core.store, senders, handle);
  const effect = atLeastOnce(core.store, handle);
  const byKind: Handle = (work) => (work.kind === 'event' ? event : effect)(work);
  const attempt = measured(core, metrics, limited(core, metrics, limits, stopping, byKind));
  const outcome = postponed(core, schedule, retried(core, schedule, marked(survivable(attempt))));
  const admitting = hospitalized(core, metrics, onAdmission, outcome);
  const recording = recorded(metrics, reconciled(totals, admitting));
  return metrics.inWork.counted(traced(core, recording));
}
