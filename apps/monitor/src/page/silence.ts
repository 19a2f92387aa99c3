import { command, WHY } from './commands.js';
import type { Overview, Step, WholeProcess } from './data.js';
import { are, counted, duration } from './format.js';
import { type Child, h, type VNode } from './html.js';
import { link } from './parts.js';

/** What is known of a service and of its queue. */
type Known = Pick<Overview, 'services' | 'queues'>;

/** Steps that have not happened, and that no failing message holds up. */
export const openSteps = ({ steps, failures }: WholeProcess): Step[] =>
  steps.filter(
    ({ name, state, optional }) =>
      (state === 'missing' || (state === 'waiting' && !optional)) &&
      !failures.some((one) => one.steps.includes(name)),
  );

/** Why a service does not answer, as the overview says; undefined when it answers, whatever it says. */
export function absenceOf(name: string, { services }: Known): string | undefined {
  const state = services.find(({ service }) => service === name);
  if (!state || !('problem' in state)) return undefined;
  return /cannot be reached|has not answered/.test(state.problem) ? state.problem : undefined;
}

/** The open steps about which nothing tells: they have missed their deadline, or their service is away. */
export const silentSteps = (process: WholeProcess, known: Known): Step[] =>
  openSteps(process).filter(({ state, service }) => state === 'missing' || absenceOf(service, known));

/** Why a silent step has not happened, as its queue and its service tell, and what to do. */
export function mendSilence(
  { name, service, owner, begunBy: event }: Step,
  { flow }: WholeProcess,
  known: Known,
  logs: VNode,
): VNode {
  const absence = absenceOf(service, known);
  const queue = known.queues?.find((one) => one.queue === service);
  const held = queue && queue.waiting + queue.leased;
  const again = event && `npm run hospital -- again ${event.id} --service ${service} ${WHY}`;
  const all = `npm run hospital -- again --missing ${flow}/${name} ${WHY}`;
  return h(
    'div',
    { key: name },
    h(
      'p',
      {},
      `${service} (${owner}) has not done ${name}: `,
      absence
        ? ['it ', ...absent(service, absence, queue, HAS_TAKEN)]
        : silent(event?.type ?? 'its event', queue),
    ),
    h('p', {}, 'What happened: ', logs),
    !absence && !held && again && h('p', {}, 'Mend the handler, and then: ', command(again)),
    !absence && !held && again && h('p', {}, `For every process that misses ${name}: `, command(all)),
  );
}

type Queue = NonNullable<Overview['queues']>[number];

const fullness = ({ waiting, leased, oldestAgeSeconds }: Queue): string =>
  `${counted(waiting + leased, 'message')} ${are(waiting + leased)} in its queue, the oldest for ${duration(oldestAgeSeconds * 1_000)}`;

const HAS_TAKEN = 'it has taken the event, and may go on by itself';

/** What to do about a service that does not answer. @param since what follows from an empty queue */
export function absent(
  service: string,
  absence: string,
  queue: Queue | undefined,
  since = 'no event waits for it',
): Child[] {
  const start = `${absence}. Start ${service}`;
  if (!queue) return [`${start}; what waits in its queue is not known.`];
  return queue.waiting + queue.leased
    ? [`${start}: `, link('#/queues', fullness(queue)), ', and it handles them by itself.']
    : [`${start}. Its queue is empty: ${since}.`];
}

function silent(event: string, queue: Queue | undefined): Child {
  if (!queue)
    return `${event} waits in its queue, which is not known, or its handler returned without acting.`;
  return queue.waiting + queue.leased
    ? [link('#/queues', fullness(queue)), `, where ${event} may wait: it is behind, or handles nothing.`]
    : `its queue is empty and it tries nothing again, so its handler returned without acting on ${event}.`;
}
