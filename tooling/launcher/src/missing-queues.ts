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

/**
 * Declares what the broker lacks.
 * @param advised a command as this run is found by it
 * @returns what that has made again, one sentence for each, and how events are delivered that were missed
 */
export async function declareAgain(
  admin: Pick<BrokerAdmin, 'missing'>,
  advised: (command: string) => string,
  declare: () => Promise<void>,
): Promise<string[]> {
  const before = await partsMissing(admin);
  await declare();
  const after = new Set((await partsMissing(admin)).map(({ name }) => name));
  const made = before.filter(({ name }) => !after.has(name));
  const deaf = new Set(made.flatMap(({ service, hasMissed }) => (hasMissed ? [service] : [])));
  return [
    ...made.map(({ name }) => `Made ${name} again, which somebody had deleted.`),
    ...[...deaf].map(
      (service) => `What was said to ${service} meanwhile is delivered by ${advised(replayCommand(service))}`,
    ),
  ];
}

async function partsMissing(admin: Pick<BrokerAdmin, 'missing'>) {
  const { queues = [], bindings = [] } = (await admin.missing?.()) ?? {};
  return [
    ...queues.map(({ queue, service, hadEvents }) => ({
      name: `the queue ${queue}`,
      service,
      hasMissed: hadEvents,
    })),
    ...bindings.map(({ binding, service, losesEvents }) => ({
      name: `the binding of ${binding}`,
      service,
      hasMissed: losesEvents,
    })),
  ];
}

const remade = (service: string): string => `run \`npm run migrate -- ${service}\`, which makes it anew`;

const replayed = (service: string): string => `\`${replayCommand(service)}\`, which delivers them again`;

const replayCommand = (service: string): string =>
  `npm run events:replay -- --to ${service} --since TIME --why "…"`;
