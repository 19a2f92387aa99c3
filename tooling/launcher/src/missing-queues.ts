import type { BrokerAdmin } from '#libs/messaging';
import { UserError } from '#tooling/platform';

/**
 * @throws UserError when a queue of a hearer is gone, or a binding: what waited in it, or was said since, is neither there nor
 * handled
 */
export async function checkQueues(admin: BrokerAdmin): Promise<void> {
  const { queues = [], bindings = [] } = (await admin.missing?.()) ?? {};
  const sentences = [
    ...queues.map(({ queue, service, hadEvents }) =>
      hadEvents
        ? `The queue ${queue} is gone, with the events that waited in it: ${remade(service)}, then ${replayed(service)}.`
        : `The queue ${queue} is gone, in which no events waited: ${remade(service)}.`,
    ),
    ...bindings.map(({ binding, service, losesEvents }) =>
      losesEvents
        ? `The binding of ${binding} is gone, and what was said since has not reached ${service}: ${remade(service)}, then ${replayed(service)}.`
        : `The binding of ${binding} is gone: ${remade(service)}.`,
    ),
  ];
  if (sentences.length) throw new UserError(sentences.join('\n'));
}

const remade = (service: string): string => `run \`npm run migrate -- ${service}\`, which makes it anew`;

const replayed = (service: string): string =>
  `\`npm run events:replay -- --to ${service} --since TIME --why TEXT\`, which delivers them again`;
