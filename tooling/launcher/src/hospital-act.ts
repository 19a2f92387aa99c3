import { UsageError, UserError } from '#tooling/platform';
import type { ActResult, Shown } from './hospital-answers.js';
import { type Answered, type HospitalClient, PartlyAnswered, settled } from './hospital-client.js';
import { KINDS, lookFor } from './hospital-find.js';
import { checkedWhy } from './why.js';

export type Pause = (ms: number) => Promise<void>;

/** What to do, and to which messages. */
export interface ActOrder {
  action: string;
  id?: string | undefined;
  event?: string | undefined;
  fingerprint?: string | undefined;
  all: boolean;
  service?: string | undefined;
  why?: string | undefined;
  /** Messages a second, of each service. */
  rate?: number | undefined;
}

/** Most messages of one request. */
const MOST_AT_ONCE = 500;
/** What fits a message that was given up; anything else fits one that waits for an attempt. */
const FOR_PATIENTS = ['replay', 'discard'];

/**
 * Acts on messages.
 * @throws UsageError when something is missing
 * @throws PartlyAnswered with what others have done, when a service does not answer
 */
export async function actOn(
  client: HospitalClient,
  { action, id, event, fingerprint, all, why, rate }: ActOrder,
  pause: Pause,
): Promise<Answered<ActResult>[]> {
  const reason = checkedWhy(why, `you ${action}`);
  if (!id && !event && !fingerprint && !all)
    throw new UsageError(`Nothing to ${action}: give an ID, --event, --fingerprint or --all.`);
  const messages = id
    ? { messages: KINDS.map((kind) => ({ kind, id })) }
    : { event, fingerprint, ...(all && { all }) };
  const order = { act: action, why: reason, ...messages };
  if (rate) return actSlowly(client, order, rate, pause);
  const { answers, error } = await settled(client.act<ActResult>(order));
  if (!id) await goOn(client, order, answers);
  const told = answers.map(({ service, body: { skipped, ...result } }) => ({
    service,
    // An id was looked for everywhere: that it is not there tells nothing.
    body: { ...result, skipped: skipped.filter(({ because }) => !id || because !== 'gone') },
  }));
  if (error) throw new PartlyAnswered(error.message, told);
  return told;
}

/** A service acts for a second: the command goes on until it has acted on 500 messages of each. */
async function goOn(client: HospitalClient, order: object, answers: Answered<ActResult>[]): Promise<void> {
  for (const { service, body } of answers)
    while (body.next && actedOn(body) < MOST_AT_ONCE)
      await actOnMore(client, service, body, { ...order, most: MOST_AT_ONCE - actedOn(body) });
}

/** Acts on so many messages of each service a second, until every one that was there at the beginning had its turn. */
async function actSlowly(
  client: HospitalClient,
  order: object,
  rate: number,
  pause: Pause,
): Promise<Answered<ActResult>[]> {
  const most = Math.min(rate, MOST_AT_ONCE);
  const { answers, error } = await settled(client.act<ActResult>({ ...order, most }));
  for (const { service, body } of answers) {
    let last = actedOn(body);
    while (body.next) {
      await pause((last / rate) * 1_000);
      last = await actOnMore(client, service, body, { ...order, most });
    }
  }
  const told = answers.map(({ service, body }) => ({ service, body: { ...body, mayBeMore: false } }));
  if (error) throw new PartlyAnswered(error.message, told);
  return told;
}

const actedOn = ({ done, skipped }: ActResult): number => done + skipped.length;

/** Acts on the messages that follow, and adds what came of it. @returns how many they were */
async function actOnMore(
  client: HospitalClient,
  service: string,
  body: ActResult,
  order: object,
): Promise<number> {
  const more = await client.ask<ActResult>(service, 'POST', 'acts', { ...order, next: body.next });
  body.done += more?.done ?? 0;
  body.skipped.push(...(more?.skipped ?? []));
  body.next = more?.next ?? null;
  body.mayBeMore = more?.mayBeMore ?? false;
  return more ? actedOn(more) : 0;
}

/** How to see what became of messages that were acted on. */
export function lookAgain(client: HospitalClient, { action, id }: Pick<ActOrder, 'action' | 'id'>): string {
  if (action === 'discard') return '';
  const look = (command: string) => `\`${client.advised(`npm run hospital -- ${command}`)}\``;
  return id
    ? `Look again with ${look(`show ${id}`)}: what was handled is not there any more.`
    : `Look again with ${look('waiting')} and ${look('list')}.`;
}

/** Why an act found nothing to act on: where the message is, and what fits it. */
export async function nothingToDo(client: HospitalClient, order: ActOrder): Promise<UserError> {
  const { action, id, event, fingerprint } = order;
  if (id === undefined) {
    const which = fingerprint ? `in the group ${fingerprint}` : event ? `of the type ${event}` : '';
    const state = FOR_PATIENTS.includes(action) ? 'was given up' : 'waits for an attempt';
    const none = `Nothing to ${action}: no message ${which} ${state}.`.replace('  ', ' ');
    return new UserError([none, ...(await elsewhere(client, order))].join(' '));
  }
  const [message] = (await lookFor(client.everywhere(), id)).messages;
  if (message) return new UserError(`Nothing to ${action}: ${whereabouts(client, order, message)}`);
  const acts = client.advised(`npm run hospital -- acts ${id}`);
  return new UserError(
    `Nothing to ${action}: no service has ${id} in its hospital or tries it again. Who acted on it: \`${acts}\``,
  );
}

/** Where messages are that another act fits: in the hospital, when an attempt was asked for, and the other way round. */
async function elsewhere(client: HospitalClient, order: ActOrder): Promise<string[]> {
  const { action, event, fingerprint } = order;
  const isForPatients = FOR_PATIENTS.includes(action);
  if (isForPatients && fingerprint) return []; // only what was given up has a group
  const list = isForPatients ? 'waiting' : 'patients';
  const { answers } = await settled(client.everywhere().get<object[]>(list, { event, fingerprint }));
  const verb = isForPatients ? 'retry' : 'replay';
  const which = fingerprint ? `--fingerprint ${fingerprint}` : event ? `--event ${event}` : '--all';
  return answers
    .filter(({ body }) => body.length)
    .map(({ service }) => {
      const where = isForPatients ? `wait for an attempt in ${service}` : `are in the hospital of ${service}`;
      const use = client.advised(`npm run hospital -- ${verb} ${which} --service ${service} --why "…"`);
      return `Such messages ${where}: use \`${use}\`.`;
    });
}

function whereabouts(
  client: HospitalClient,
  { action, service: asked }: ActOrder,
  { service, body: { kind, id, diagnosis } }: Shown[number],
): string {
  const isFit = FOR_PATIENTS.includes(action) === Boolean(diagnosis);
  const isThere = asked === undefined || asked === service;
  const verb = isFit && !isThere ? action : diagnosis ? 'replay' : 'retry';
  const use = client.advised(`npm run hospital -- ${verb} ${id} --service ${service} --why "…"`);
  if (isFit && isThere && action === 'retry')
    return `${service} attempts ${kind} ${id} right now. ${lookAgain(client, { action, id })}`;
  const where = diagnosis ? `is in the hospital of ${service}` : `waits for its next attempt in ${service}`;
  return `${kind} ${id} ${where}: use \`${use}\``;
}
