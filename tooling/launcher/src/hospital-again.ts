import type { Replay, SentEvent } from '#libs/messaging';
import { UsageError, UserError } from '#tooling/platform';
import type { ActResult, Json } from './hospital-answers.js';
import type { HospitalClient } from './hospital-client.js';

/** Which event a service is to handle again, and why. */
export interface AgainRequest {
  id: string | undefined;
  service: string | undefined;
  why: string | undefined;
}

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/**
 * Has a service handle an event again that its handler took as done wrongly: it forgets the event, and the publisher
 * delivers it once more. When the second part fails, the same command may be repeated.
 * @returns what happened, in a sentence
 * @throws UsageError when something is missing
 * @throws UserError when nobody has sent the event, its data is gone, or the handler is not declared to be repeatable
 */
export async function handleAgain(
  client: HospitalClient,
  { id, service, why }: AgainRequest,
): Promise<string> {
  if (!id || !UUID.test(id))
    throw new UsageError('again needs the ID of an event, as `npm run logs` shows it.');
  if (!service)
    throw new UsageError('--service is missing: name the service that is to handle the event again.');
  if (!why) throw new UsageError('--why is missing: say why it is handled again.');
  const [sent] = await client.get<Json<SentEvent>>(`sent/${id}`);
  if (!sent) throw new UserError(`No service has sent ${id}, or keeps it still.`);
  const { service: publisher, body: event } = sent;
  if (event.isErased)
    throw new UserError(`${event.type} ${id} is about a person who was erased: its data is gone.`);
  const isForgotten = await forget(client, service, id, event.type, why);
  const order = { to: service, types: [event.type], since: event.publishedAt, id, why };
  const replay = await client.ask<Json<Replay>>(publisher, 'POST', 'replays', order);
  await client.ask(publisher, 'POST', `replays/${replay?.replayId}`, { most: 1 });
  return isForgotten
    ? `${service} handles ${event.type} ${id} again: ${publisher} has delivered it once more.`
    : `${service} had not handled ${event.type} ${id}, or has it in its hospital: ${publisher} has delivered it once more.`;
}

/** @returns false when the service had not handled the event */
async function forget(
  client: HospitalClient,
  service: string,
  id: string,
  type: string,
  why: string,
): Promise<boolean> {
  const order = { act: 'again', why, messages: [{ kind: 'event', id }] };
  const result = await client.ask<ActResult>(service, 'POST', 'acts', order);
  if (result?.skipped.some(({ because }) => because === 'not-repeatable'))
    throw new UserError(
      `${service} does not declare that its handler of ${type} may run twice: mend what is missing by hand, ` +
        'or declare `repeatable: true` in its events.ts, if a test proves it.',
    );
  return Boolean(result?.done);
}
