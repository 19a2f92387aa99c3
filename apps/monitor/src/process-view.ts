import { z } from 'zod';
import { eventThatBegan, type FlowStep, outcomeOf, PROCESS_STATES, STEP_STATES } from './flow.js';
import { FLOWS } from './flows.js';
import type { Failures } from './failures.js';
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
    endedAt: Time.optional().meta({ description: 'When it was done, or the process went another way' }),
    endedBy: z.string().optional().meta({ description: 'The type of the event that ended it' }),
    begunBy: z
      .object({ type: z.string(), id: z.uuid() })
      .optional()
      .meta({ description: 'The event that the service was to act on' }),
    optional: z.string().optional().meta({ description: 'Why it need not happen' }),
  })
  .meta({ id: 'Step' });
const Failing = z
  .object({
    service: z.string(),
    steps: z.array(z.string()).meta({
      description: 'The steps that it holds up; none when no step of the flow describes it',
    }),
    state: z.enum(['retry', 'hospital']).meta({ description: 'It is tried again, or was given up' }),
    kind: z.enum(['event', 'effect']),
    id: z.string().meta({ description: 'Of the message, as the hospital of the service knows it' }),
    event: z.string().nullable().meta({ description: 'The type of the event or effect' }),
    eventId: z
      .string()
      .nullable()
      .meta({ description: 'The event, or the event whose handler added the effect' }),
    attempts: z.int().meta({ description: 'How many have failed' }),
    cause: z
      .object({ error: z.string(), message: z.string() })
      .nullable()
      .meta({ description: 'The class and the message of the last error' }),
    waitsFor: z.string().nullish().meta({ description: 'In retry: the peer whose circuit is open' }),
    isRunning: z.boolean().optional().meta({ description: 'In retry: it is attempted now' }),
    nextAt: Time.optional().meta({ description: 'In retry: when it is attempted next' }),
    hospitalAt: Time.optional().meta({
      description: 'In retry: about when it is given up, if every attempt fails',
    }),
    reason: z.string().optional().meta({ description: 'In hospital: why it was given up' }),
    fingerprint: z.string().optional().meta({ description: 'In hospital: its group' }),
    admittedAt: Time.optional().meta({ description: 'In hospital: since when' }),
  })
  .meta({ id: 'Failure' });
const Unasked = z
  .object({ service: z.string(), because: z.string() })
  .meta({ id: 'Unasked', description: 'A service that could not be asked what fails there' });
export const ProcessView = z
  .object({
    flow: z.string(),
    key: z.string(),
    state: z.enum(PROCESS_STATES),
    outcome: z.string().optional().meta({ description: 'What became of it, as its flow calls it' }),
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
export const WholeProcess = ProcessView.extend({
  events: z.array(Event),
  failures: z.array(Failing),
  unasked: z.array(Unasked),
}).meta({ id: 'WholeProcess' });
export type WholeProcess = z.infer<typeof WholeProcess>;

/** A process with the steps of its flow in the order of the flow, each with the service that is responsible for it. */
export function viewOf({ flow: name, key, state, beganAt, steps, seen }: Process): ProcessView {
  const flow = FLOWS.find((one) => one.name === name);
  const shown = (flow?.steps ?? []).flatMap((step: FlowStep) => {
    const report = steps[step.name];
    const { name, service, owner, optional } = step;
    const begunBy = eventThatBegan(step, seen);
    const more = { ...(begunBy && { begunBy }), ...(optional && { optional }) };
    return report ? [{ name, service, owner, ...report, ...more }] : [];
  });
  const outcome = flow && outcomeOf(flow, seen);
  return { flow: name, key, state, ...(outcome && { outcome }), beganAt, steps: shown };
}

type Whole = Process & Failures & { events: z.infer<typeof Event>[] };

/** The same with its events and what fails in it. */
export const wholeViewOf = ({ events, failures, unasked, ...process }: Whole): WholeProcess => ({
  ...viewOf(process),
  events,
  failures: failures.map(({ error: cause, ...failure }) => ({ ...failure, cause })),
  unasked: [...unasked],
});
