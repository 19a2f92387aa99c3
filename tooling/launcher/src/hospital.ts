import { UsageError, UserError } from '#tooling/platform';
import type { ActResult, Acts, Groups, Patients, Shown, Waiting } from './hospital-answers.js';
import type { Answered, HospitalClient } from './hospital-client.js';
import { handleAgain } from './hospital-again.js';
import {
  actsText,
  groupsText,
  messageText,
  outcomeText,
  patientsText,
  waitingText,
} from './hospital-text.js';

/** What the command can do. */
export const ACTIONS = ['list', 'waiting', 'show', 'acts', 'retry', 'replay', 'discard', 'again'];

/** The options of the command. */
export interface HospitalOptions {
  service?: string | undefined;
  event?: string | undefined;
  fingerprint?: string | undefined;
  why?: string | undefined;
  body: string;
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
): Promise<void> {
  const print = <Body>(answers: Body, text: (answers: Body) => string) =>
    console.log(options.output === 'json' ? JSON.stringify(answers, null, 2) : text(answers));
  const { event, fingerprint, body } = options;
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
    case 'again':
      return console.log(await handleAgain(client, { id, service: options.service, why: options.why }));
    default:
      return print<Answered<ActResult>[]>(await act(client, action, id, options), (answers) =>
        outcomeText(action, answers),
      );
  }
}

/** The message of this id, wherever it is. */
async function found(client: HospitalClient, id: string | undefined, body: string): Promise<Shown> {
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
  { why, event, fingerprint }: HospitalOptions,
): Promise<Answered<ActResult>[]> {
  if (!why) throw new UsageError(`--why is missing: say why you ${action}.`);
  if (!id && !event && !fingerprint)
    throw new UsageError(`Nothing to ${action}: give an ID, --event or --fingerprint.`);
  const kinds = ['event', 'effect'];
  const messages = id ? { messages: kinds.map((kind) => ({ kind, id })) } : { event, fingerprint };
  const answers = await client.act<ActResult>({ act: action, why, ...messages });
  return answers.map(({ service, body: { skipped, ...result } }) => ({
    service,
    // An id was looked for everywhere: that it is not there tells nothing.
    body: { ...result, skipped: skipped.filter(({ because }) => !id || because !== 'gone') },
  }));
}
