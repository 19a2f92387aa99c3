import type { QueueStates } from '#libs/messaging';

/** What operators are told when the broker does not say what waits. */
export const notTold = ({ message }: Error): string =>
  `The broker does not tell what waits in queues: ${message}. Until it does, no process is judged to be late.`;

/** What operators are told of queues that somebody has deleted. */
export function lacking(missing: NonNullable<QueueStates['missing']>): string {
  const queues = missing.map(({ queue }) => queue).join(', ');
  const services = [...new Set(missing.map(({ service }) => service))];
  const commands = services.map((service) => `\`npm run migrate -- ${service}\``).join(' and ');
  return `The broker lacks ${missing.length === 1 ? 'the queue' : 'the queues'} ${queues}, and what waited there is lost: run ${commands}, then let ${services.join(', ')} hear again what was said meanwhile (\`npm run events:replay\`).`;
}
