import type { QueueStates } from '#libs/messaging';

type Missing = NonNullable<QueueStates['missing']>;

/** What operators are told when the broker does not say what waits. */
export const notTold = ({ message }: Error): string =>
  `The broker does not tell what waits in queues: ${message}. Until it does, no process is judged to be late.`;

/** What operators are told of queues that somebody has deleted. */
export function lacking(missing: Missing): string {
  const queues = missing.map(({ queue }) => queue).join(', ');
  const servicesOf = (some: Missing) => [...new Set(some.map(({ service }) => service))];
  const commands = servicesOf(missing).map((service) => `\`npm run migrate -- ${service}\``);
  const deaf = servicesOf(missing.filter(({ hadEvents }) => hadEvents));
  const [lost, replay] = deaf.length
    ? [
        ', and what waited there is lost',
        `, then let ${deaf.join(', ')} hear again what was said meanwhile (\`npm run events:replay\`)`,
      ]
    : [', in which no events waited', ''];
  return `The broker lacks ${missing.length === 1 ? 'the queue' : 'the queues'} ${queues}${lost}: run ${commands.join(' and ')}${replay}.`;
}
