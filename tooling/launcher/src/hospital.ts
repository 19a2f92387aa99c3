import { UsageError, UserError } from '#tooling/platform';
import { setTimeout as sleep } from 'node:timers/promises';
import { actOn, lookAgain, nothingToDo, type Pause } from './hospital-act.js';
import { handleAgain, handleMissingAgain } from './hospital-again.js';
import type { ActResult, Acts, Groups, Patients, Waiting } from './hospital-answers.js';
import { type Answered, type HospitalClient, settled } from './hospital-client.js';
import { editPatient } from './hospital-edit.js';
import { found, KINDS, listAbout } from './hospital-find.js';
import {
  actsText,
  editText,
  groupsText,
  messageText,
  outcomeText,
  patientsText,
  waitingText,
} from './hospital-text.js';

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
  /** `FLOW/STEP`: for `again`, every process that misses the step. */
  missing?: string | undefined;
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
 * @throws UserError when there is nothing to show or to act on, or a service does not answer: what the others have answered
 * is printed all the same
 */
export async function runHospital(
  client: HospitalClient,
  action: string,
  id: string | undefined,
  options: HospitalOptions,
  pause: Pause = (ms) => sleep(ms),
): Promise<void> {
  const print = async <Body>(
    asked: Promise<Answered<Body>[]>,
    text: (answers: Answered<Body>[]) => string,
  ): Promise<void> => {
    const { answers, error } = await settled(asked);
    const said = options.output === 'json' ? JSON.stringify(answers, null, 2) : text(answers);
    if (said) console.log(said);
    if (error) throw error;
  };
  const { event, fingerprint, body, service, why } = options;
  const filter = { event, fingerprint, about: id };
  switch (action) {
    case 'list':
      return Object.values(filter).some(Boolean)
        ? print(listAbout<Patients[number]['body'][number]>(client, 'patients', filter), patientsText)
        : print(client.get<Groups[number]['body']>('groups'), groupsText);
    case 'waiting':
      return print(listAbout<Waiting[number]['body'][number]>(client, 'waiting', filter), waitingText);
    case 'acts':
      return print(client.get<Acts[number]['body']>('acts', { about: id }), actsText);
    case 'show':
      return print(found(client, id, body), messageText);
    case 'note':
      return console.log(await noteOn(client, id, options));
    case 'edit':
      return print(
        editPatient(client, { id, service, why, file: body }).then((one) => [one]),
        editText,
      );
    case 'again':
      return console.log(
        options.missing === undefined
          ? await handleAgain(client, { id, service, why })
          : await handleMissingAgain(client, options.missing, why),
      );
    default: {
      const order = { action, id, ...options };
      const acted = actOn(client, order, pause);
      await print<ActResult>(acted, (answers) => outcomeText(action, answers, lookAgain(client, order)));
      if (!isActedOn(await acted, id)) throw await nothingToDo(client, order);
    }
  }
}

/** Whether messages were acted on, or need it no longer: of an id that was looked for everywhere, that is not known. */
function isActedOn(answers: Answered<ActResult>[], id: string | undefined): boolean {
  if (answers.some(({ body: { done } }) => done)) return true;
  const skipped = answers.flatMap(({ body }) => body.skipped);
  return !id && skipped.length > 0 && skipped.every(({ because }) => because === 'gone');
}

/** Notes something about a message or a group, and who deals with it. */
async function noteOn(
  client: HospitalClient,
  id: string | undefined,
  { fingerprint, note, owner }: HospitalOptions,
): Promise<string> {
  if (!note && !owner) throw new UsageError('Nothing to note: give --note, --owner or both.');
  if (!id === !fingerprint) throw new UsageError('note needs an ID or a --fingerprint.');
  const keys = fingerprint ? [{ kind: 'group', id: fingerprint }] : KINDS.map((kind) => ({ kind, id }));
  const told = keys.map((key) => client.tell('notes', { ...key, note: note ?? null, owner: owner ?? null }));
  const all = await Promise.all(told.map((one) => settled(one)));
  const services = all.flatMap(({ answers }) => answers.map(({ service }) => service));
  if (services.length) return `noted in ${services.join(', ')}`;
  const unanswered = all.find(({ error }) => error)?.error;
  if (unanswered) throw unanswered;
  throw new UserError(`No service has ${id ?? `a group ${fingerprint}`} in its hospital.`);
}
