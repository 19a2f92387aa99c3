import { STEP_BUCKETS, Telemetry } from '#libs/telemetry';
import { Injectable } from '@nestjs/common';
import type { Flow, FlowStep, StepReport, StepState } from './flow.js';
import { FLOWS } from './flows.js';

type Steps = Readonly<Record<string, StepReport>>;

const OUTCOMES = { done: 'in_time', late: 'late', missing: 'missing' } as const;

/**
 * How a step is counted, and undefined of one that is not: its beginning was not heard, or it is optional and need not happen
 * any more. A step that must happen has kept its promise, too, when the process goes another way in time.
 */
export function countedAs({ optional }: Pick<FlowStep, 'optional'>, report: StepReport): string | undefined {
  const { state, beganAt, dueAt = '', endedAt } = report;
  if (!beganAt) return undefined;
  if (state !== 'unneeded') return (OUTCOMES as Partial<Record<StepState, string>>)[state];
  if (optional || !endedAt || endedAt < beganAt) return undefined;
  return endedAt > dueAt ? OUTCOMES.late : OUTCOMES.done;
}

/** An optional step that was skipped is counted neither way, even if it happens after all. */
const isJudged = (step: FlowStep, report?: StepReport): boolean =>
  report !== undefined && (report.state === 'skipped' || countedAs(step, report) !== undefined);
const isEnded = (step: FlowStep, report?: StepReport): boolean =>
  report?.endedAt !== undefined && countedAs(step, report) !== undefined;
const LABELS = { flow: [], step: [], step_service: [], owner: [] };

export const labelsOf = (flow: Pick<Flow, 'name'>, { name, service, owner }: FlowStep) => {
  return { flow: flow.name, step: name, step_service: service, owner };
};

/** Counts each step once: when it ends, or when its deadline passes without it. */
@Injectable()
export class StepMetrics {
  private readonly judged;
  private readonly took;

  constructor({ metrics }: Telemetry) {
    this.judged = metrics.count(
      'flow_steps_total',
      'Steps of business processes, each counted once: when it happens, or when its deadline passes without it',
      { ...LABELS, outcome: [] },
    );
    this.took = metrics.durations(
      'flow_step_duration_seconds',
      'From the event that begins a step to the event that ends it',
      LABELS,
      STEP_BUCKETS,
    );
    for (const flow of FLOWS) for (const step of flow.steps) this.zero(labelsOf(flow, step));
  }

  /** Counts what a judgement has changed. */
  count(flow: Flow, before: Steps, after: Steps): void {
    for (const step of flow.steps) {
      const [was, is] = [before[step.name], after[step.name]];
      if (!is?.beganAt) continue; // its end may be heard first: what it took is not known yet
      const labels = labelsOf(flow, step);
      const outcome = countedAs(step, is);
      if (outcome && !isJudged(step, was)) this.judged.add({ ...labels, outcome });
      if (is.endedAt && isEnded(step, is) && !isEnded(step, was))
        this.took.observe(labels, Math.max(0, Date.parse(is.endedAt) - Date.parse(is.beganAt)) / 1_000);
    }
  }

  private zero(labels: ReturnType<typeof labelsOf>): void {
    for (const outcome of Object.values(OUTCOMES)) this.judged.zero({ ...labels, outcome });
    this.took.zero(labels);
  }
}
