import type { Replay, SentEvent } from '#libs/messaging';
import { UsageError, UserError } from '#tooling/platform';
import type { ActResult, Json } from './hospital-answers.js';
import { type HospitalClient, settled } from './hospital-client.js';
import { checkedWhy } from './why.js';

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
  { id, service, why: reason }: AgainRequest,
): Promise<string> {
  if (!id || !UUID.test(id))
    throw new UsageError('again needs the ID of an event, as `npm run logs` shows it.');
  if (!service)
    throw new UsageError('--service is missing: name the service that is to handle the event again.');
  const why = checkedWhy(reason, 'it is handled again');
  const { answers, error } = await settled(client.get<Json<SentEvent>>(`sent/${id}`));
  const [sent] = answers;
  if (!sent && error) throw error;
  if (!sent) throw new UserError(`No service has sent ${id}, or keeps it still.`);
  const { service: publisher, body: event } = sent;
  if (event.isErased)
    throw new UserError(`${event.type} ${id} is about a person who was erased: its data is gone.`);
  const isForgotten = await forget(client, service, id, event.type, why);
  const order = { to: service, types: [event.type], since: event.publishedAt, id, why };
  const replay = await client.ask<Json<Replay>>(publisher, 'POST', 'replays', order);
  await client.ask(publisher, 'POST', `replays/${replay?.replayId}`, { most: 1 });
  const began = isForgotten
    ? `${service} handles ${event.type} ${id} again`
    : `${service} had not handled ${event.type} ${id}, or has it in its hospital`;
  const { correlationid } = event.attributes;
  const process = typeof correlationid === 'string' ? correlationid : id;
  return `${began}: ${publisher} has delivered it once more.\nSee what it did: ${client.advised(`npm run logs -- ${process}`)}`;
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
