import { z } from 'zod';
import { type FlowStep, PROCESS_STATES, STEP_STATES } from './flow.js';
import { FLOWS } from './flows.js';
import type { Process } from './processes.store.js';

const Time = z.iso.datetime();
const Step = z
  .object({
    name: z.string(),
    service: z.string(),
    owner: z.string(),
    state: z.enum(STEP_STATES),
    beganAt: Time.optional(),
    dueAt: Time.optional(),
    endedAt: Time.optional(),
  })
  .meta({ id: 'Step' });
export const ProcessView = z
  .object({
    flow: z.string(),
    key: z.string(),
    state: z.enum(PROCESS_STATES),
    beganAt: Time,
    steps: z.array(Step),
  })
  .meta({ id: 'Process' });
export type ProcessView = z.infer<typeof ProcessView>;

const Event = z
  .object({
    id: z.uuid(),
    type: z.string(),
    source: z.string(),
    subject: z.string(),
    correlationId: z.string(),
    causationId: z.string(),
    traceId: z.string().nullable(),
    occurredAt: Time,
    recordedAt: Time,
  })
  .meta({ id: 'SeenEvent' });
export const WholeProcess = ProcessView.extend({ events: z.array(Event) }).meta({ id: 'WholeProcess' });

/** A process with the steps of its flow in the order of the flow, each with the service that is responsible for it. */
export function viewOf({ flow: name, key, state, beganAt, steps }: Process): ProcessView {
  const flow = FLOWS.find((one) => one.name === name);
  const shown = (flow?.steps ?? []).flatMap((step: FlowStep) => {
    const report = steps[step.name];
    return report ? [{ name: step.name, service: step.service, owner: step.owner, ...report }] : [];
  });
  return { flow: name, key, state, beganAt, steps: shown };
}
