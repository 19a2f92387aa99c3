import { UsageError, UserError } from '#tooling/platform';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ActResult, Acts, Groups, Patients, Shown, Waiting } from './hospital-answers.js';
import type { Answered, HospitalClient } from './hospital-client.js';
import { handleAgain } from './hospital-again.js';
import { editPatient } from './hospital-edit.js';
import {
  actsText,
  editText,
  groupsText,
  messageText,
  outcomeText,
  patientsText,
  waitingText,
} from './hospital-text.js';

type Pause = (ms: number) => Promise<void>;

/** What the command can do. */
export const ACTIONS = [
  'list',
  'waiting',
  'show',
  'acts',
  'retry',
  'release',
  'replay',
  'discard',
  'edit',
  'again',
  'note',
];

/** The options of the command. */
export interface HospitalOptions {
  service?: string | undefined;
  event?: string | undefined;
  fingerprint?: string | undefined;
  why?: string | undefined;
  note?: string | undefined;
  owner?: string | undefined;
  all: boolean;
  /** Messages a second, of each service. */
  rate?: number | undefined;
  /** For `show`: `masked` or `whole`; for `edit`, a file. */
  body?: string | undefined;
  output: string;
}

/**
 * Runs one action, and prints what came of it.
 * @throws UsageError when something is missing
 * @throws UserError when there is nothing to show or to act on
 */
export async function runHospital(
  client: HospitalClient,
  action: string,
  id: string | undefined,
  options: HospitalOptions,
  pause: Pause = (ms) => sleep(ms),
): Promise<void> {
  const print = <Body>(answers: Body, text: (answers: Body) => string) =>
    console.log(options.output === 'json' ? JSON.stringify(answers, null, 2) : text(answers));
  const { event, fingerprint, body, service, why } = options;
  const filter = { event, fingerprint, about: id };
  switch (action) {
    case 'list':
      return Object.values(filter).some(Boolean)
        ? print<Patients>(await client.get('patients', filter), patientsText)
        : print<Groups>(await client.get('groups'), groupsText);
    case 'waiting':
      return print<Waiting>(await client.get('waiting', filter), waitingText);
    case 'acts':
      return print<Acts>(await client.get('acts', { about: id }), actsText);
    case 'show':
      return print<Shown>(await found(client, id, body), messageText);
    case 'note':
      return console.log(await noteOn(client, id, options));
    case 'edit':
      return print([await editPatient(client, { id, service, why, file: body })], editText);
    case 'again':
      return console.log(await handleAgain(client, { id, service, why }));
    default:
      return print<Answered<ActResult>[]>(await act(client, action, id, options, pause), (answers) =>
        outcomeText(action, answers),
      );
  }
}

/** The message of this id, wherever it is. */
async function found(client: HospitalClient, id: string | undefined, body = 'masked'): Promise<Shown> {
  if (id === undefined) throw new UsageError('ID is missing: `list` and `waiting` show the ids.');
  const path = (kind: string) => `messages/${kind}/${encodeURIComponent(id)}`;
  const asked = ['event', 'effect'].map((kind) => client.get<Shown[number]['body']>(path(kind), { body }));
  const messages = (await Promise.all(asked)).flat();
  if (messages.length) return messages;
  throw new UserError(
    `No service has ${id} in its hospital or tries it again: \`npm run logs -- ${id}\` may tell more.`,
  );
}

async function act(
  client: HospitalClient,
  action: string,
  id: string | undefined,
  { why, event, fingerprint, all, rate }: HospitalOptions,
  pause: Pause,
): Promise<Answered<ActResult>[]> {
  if (!why) throw new UsageError(`--why is missing: say why you ${action}.`);
  if (!id && !event && !fingerprint && !all)
    throw new UsageError(`Nothing to ${action}: give an ID, --event, --fingerprint or --all.`);
  const kinds = ['event', 'effect'];
  const messages = id
    ? { messages: kinds.map((kind) => ({ kind, id })) }
    : { event, fingerprint, ...(all && { all }) };
  const order = { act: action, why, ...messages };
  if (rate) return actSlowly(client, order, rate, pause);
  const answers = await client.act<ActResult>(order);
  return answers.map(({ service, body: { skipped, ...result } }) => ({
    service,
    // An id was looked for everywhere: that it is not there tells nothing.
    body: { ...result, skipped: skipped.filter(({ because }) => !id || because !== 'gone') },
  }));
}

/** Notes something about a message or a group, and who deals with it. */
async function noteOn(
  client: HospitalClient,
  id: string | undefined,
  { fingerprint, note, owner }: HospitalOptions,
): Promise<string> {
  if (!note && !owner) throw new UsageError('Nothing to note: give --note, --owner or both.');
  if (!id === !fingerprint) throw new UsageError('note needs an ID or a --fingerprint.');
  const keys = fingerprint
    ? [{ kind: 'group', id: fingerprint }]
    : ['event', 'effect'].map((kind) => ({ kind, id }));
  const told = keys.map((key) => client.tell('notes', { ...key, note: note ?? null, owner: owner ?? null }));
  const services = (await Promise.all(told)).flat().map(({ service }) => service);
  if (services.length) return `noted in ${services.join(', ')}`;
  throw new UserError(`No service has ${id ?? `a group ${fingerprint}`} in its hospital.`);
}

/** Most messages of one request. */
const MOST_AT_ONCE = 500;

/** Acts on so many messages of each service a second, until every one that was there at the beginning had its turn. */
async function actSlowly(
  client: HospitalClient,
  order: object,
  rate: number,
  pause: Pause,
): Promise<Answered<ActResult>[]> {
  const most = Math.min(rate, MOST_AT_ONCE);
  const answers = await client.act<ActResult>({ ...order, most });
  for (const { service, body } of answers)
    while (body.next) {
      await pause((most / rate) * 1_000);
      const more = await client.ask<ActResult>(service, 'POST', 'acts', { ...order, most, next: body.next });
      body.done += more?.done ?? 0;
      body.skipped.push(...(more?.skipped ?? []));
      body.next = more?.next ?? null;
    }
  return answers.map(({ service, body }) => ({ service, body: { ...body, mayBeMore: false } }));
}
