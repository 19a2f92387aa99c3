import type { Landscape, Overview, ServiceState } from './data.js';
import { failuresOf } from './failures.js';
import { counted, duration } from './format.js';

/** An event that waits longer in a queue, in seconds, is late for everybody. */
const OLD_S = 30;

/** Why a service is not well; `bad` needs a person, `busy` may heal by itself. */
export interface Reason {
  readonly service: string;
  readonly kind: 'bad' | 'busy';
  readonly text: string;
}

/** Everything that is not well, by service or third party. */
export const allReasons = (landscape: Landscape, overview: Overview): Reason[] => [
  ...overview.services.flatMap((one) => reasonsOf(one, overview)),
  ...outsideReasons(landscape, overview),
];

/** Why a service is red or amber. */
function reasonsOf(state: ServiceState, { queues = [], processes }: Overview): Reason[] {
  const { service } = state;
  const bad = (text: string): Reason => ({ service, kind: 'bad', text });
  if ('problem' in state) return [bad(state.problem)];
  const queue = queues.find((one) => one.queue === service);
  const missing = processes.missing.filter((one) => one.service === service);
  const { groups, waiting } = state;
  return [
    ...missing.map(({ count, step, flow }) =>
      bad(`has not done ${step} in ${counted(count, 'process', 'processes')} of ${flow}`),
    ),
    ...groups.map(({ patients, error }) =>
      bad(`has given up ${counted(patients, 'message')} after ${error}`),
    ),
    ...(queue && queue.oldestAgeSeconds > OLD_S
      ? [bad(`has left a message in its queue for ${duration(queue.oldestAgeSeconds * 1_000)}`)]
      : []),
    ...waiting.map(({ messages, error }): Reason => ({
      service,
      kind: 'busy',
      text: `tries ${counted(messages, 'message')} again after ${error ?? 'an error'}`,
    })),
  ];
}

/** Third parties say nothing of themselves: a failure that begins with their name does. */
const outsideReasons = ({ calls }: Landscape, { services }: Overview): Reason[] =>
  failuresOf(services).flatMap((one) =>
    one.kind === 'given up'
      ? []
      : calls
          .filter(
            ({ from, to, isOutside }) =>
              isOutside && from === one.service && one.group.message?.startsWith(`${to}:`),
          )
          .map(({ to }) => ({
            service: to,
            kind: 'bad' as const,
            text: `fails for ${one.service}${one.group.message?.slice(to.length)}`,
          })),
  );

/** How many messages wait for a service, at the broker and for another attempt. */
export function waitingFor(name: string, { queues = [], services }: Overview): number {
  const queue = queues.find((one) => one.queue === name);
  const retried = failuresOf(services).reduce(
    (sum, one) => sum + (one.service === name && one.kind === 'waiting' ? one.group.messages : 0),
    0,
  );
  return retried + (queue ? queue.waiting + queue.leased : 0);
}
