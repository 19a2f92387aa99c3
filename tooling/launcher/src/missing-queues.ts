import type { BrokerAdmin } from '#libs/messaging';
import { UserError } from '#tooling/platform';

/** @throws UserError when a queue of a hearer is gone: what waited in it is neither there nor handled */
export async function checkQueues(admin: BrokerAdmin): Promise<void> {
  const missing = (await admin.missingQueues?.()) ?? [];
  const sentences = missing.map(({ queue, service, hadEvents }) =>
    hadEvents
      ? `The queue ${queue} is gone, with the events that waited in it: run \`npm run migrate -- ${service}\`, which makes it anew, then \`npm run events:replay -- --to ${service} --since TIME --why "…"\`, which delivers them again.`
      : `The queue ${queue} is gone, in which no events waited: run \`npm run migrate -- ${service}\`, which makes it anew.`,
  );
  if (missing.length) throw new UserError(sentences.join('\n'));
}
