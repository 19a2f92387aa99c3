import type { QueueStates } from '#libs/messaging';

type Missing = NonNullable<QueueStates['missing']>;
type Policies = NonNullable<QueueStates['policies']>;
type Unbound = NonNullable<QueueStates['unbound']>;

/** What operators are told when the broker does not say what waits. */
export const notTold = ({ message }: Error): string =>
  `The broker does not tell what waits in queues: ${message}. Until it does, no process is judged to be late.`;

/** What operators are told of what somebody has deleted or added at the broker; nothing when all is as it was declared. */
export const problemOf = ({ missing = [], unbound = [], policies = [] }: Partial<QueueStates>): string =>
  [
    ...(missing.length ? [lacking(missing)] : []),
    ...(unbound.length ? [unboundText(unbound)] : []),
    ...(policies.length ? [harmful(policies)] : []),
  ].join(' ');

function lacking(missing: Missing): string {
  const queues = missing.map(({ queue }) => queue).join(', ');
  const deaf = servicesOf(missing.filter(({ hadEvents }) => hadEvents));
  const lost = deaf.length ? ', and what waited there is lost' : ', in which no events waited';
  return `The broker lacks ${missing.length === 1 ? 'the queue' : 'the queues'} ${queues}${lost}: ${remedy(missing, deaf)}.`;
}

function unboundText(unbound: Unbound): string {
  const bindings = unbound.map(({ binding }) => binding).join(', ');
  const deaf = servicesOf(unbound.filter(({ losesEvents }) => losesEvents));
  const lost = deaf.length ? `, and what was said since has not reached ${deaf.join(', ')}` : '';
  return `The broker lacks ${unbound.length === 1 ? 'the binding' : 'the bindings'} of ${bindings}${lost}: ${remedy(unbound, deaf)}.`;
}

function harmful(policies: Policies): string {
  const given = [...new Set(policies.map(({ policy, gives }) => `${policy} (${gives})`))].join(', ');
  const queues = [...new Set(policies.map(({ queue }) => queue))].join(', ');
  return `A policy of the broker keeps events from their hearers: ${given}, for ${queues}. Exclude these queues from it; what they have lost or locked away is brought back as docs/rabbitmq.md says under "A policy for Troupe's queues".`;
}

/** @param deaf the services that have missed events */
function remedy(of: readonly { service: string }[], deaf: string[]): string {
  const commands = servicesOf(of).map((service) => `\`npm run migrate -- ${service}\``);
  const replay = `, then let ${deaf.join(', ')} hear again what was said meanwhile (\`npm run events:replay\`)`;
  return `run ${commands.join(' and ')}${deaf.length ? replay : ''}`;
}

const servicesOf = (some: readonly { service: string }[]): string[] => [
  ...new Set(some.map(({ service }) => service)),
];
