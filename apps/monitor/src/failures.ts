import type { Flow } from './flow.js';
import type { Asked, Patient, Unasked, Waiting } from './hospitals.client.js';
import type { Process } from './processes.store.js';

/** A message of a process that a service tries again (`retry`) or has given up (`hospital`). */
type Failure = {
  readonly service: string;
  /** The steps that wait for it; none when no step of the flow describes it. */
  readonly steps: string[];
} & (({ readonly state: 'retry' } & Waiting) | ({ readonly state: 'hospital' } & Patient));

/** What fails in one process, as far as the services say. */
export interface Failures {
  readonly failures: readonly Failure[];
  /** The services that could not be asked. */
  readonly unasked: readonly Unasked[];
}

/** The monitor is one of them: what it cannot handle, it has not seen. */
const MONITOR = 'monitor';

/** The services whose failures may hold up a process of this flow. */
export const servicesOf = ({ steps, unproved }: Flow): string[] => [
  ...new Set([...steps.map(({ service }) => service), ...Object.keys(unproved), MONITOR]),
];

/**
 * What fails in one process. A correlation ID may have several processes, so a failure belongs to the one that has seen its
 * event, or the event whose handler added the effect. What the monitor itself could not handle, no process has seen.
 */
export function failuresOf(
  flow: Flow | undefined,
  process: Pick<Process, 'steps'> & { readonly events: readonly { readonly id: string }[] },
  answers: readonly (Asked | Unasked)[],
): Failures {
  if (!flow) return { failures: [], unasked: [] }; // contracts/flows has it no more
  const services = servicesOf(flow);
  const seen = new Set(process.events.map(({ id }) => id));
  const own = answers.filter(({ service }) => services.includes(service));
  return {
    failures: own
      .flatMap((answer) => ('because' in answer ? [] : failuresAt(answer)))
      .filter(({ service, eventId }) => service === MONITOR || (eventId !== null && seen.has(eventId)))
      .map((failure) => ({ ...failure, steps: stepsHeldUp(flow, process, failure) })),
    unasked: own.filter((answer) => 'because' in answer),
  };
}

const failuresAt = ({ service, waiting, patients }: Asked): Failure[] => [
  ...patients.map((one) => ({ service, steps: [], state: 'hospital' as const, ...one })),
  ...waiting.map((one) => ({ service, steps: [], state: 'retry' as const, ...one })),
];

/** The steps that have not happened, and cannot while this message fails. An effect may hold up any step of its service. */
const stepsHeldUp = (flow: Flow, { steps }: Pick<Process, 'steps'>, failure: Failure): string[] =>
  flow.steps
    .filter(({ name, service, on, and = [], says, or = [] }) => {
      if (!steps[name] || steps[name].endedAt || steps[name].state === 'unneeded') return false;
      if (failure.service === MONITOR) return [...says, ...or].includes(failure.event ?? '');
      if (failure.service !== service) return false;
      return failure.kind === 'effect'
        ? steps[name].beganAt !== undefined
        : [...on, ...and].includes(failure.event ?? '');
    })
    .map(({ name }) => name);
