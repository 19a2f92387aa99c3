import { counted } from '#tooling/platform';
import type { Answered } from './hospital-client.js';
import type { ActResult, Acts, EditResult, Groups, Patients, Shown, Waiting } from './hospital-answers.js';

/** The rows of every service, each as one line, or a sentence when there is none. */
function lines<Row>(
  answers: Answered<Row[]>[],
  none: string,
  line: (row: Row, service: string) => string,
): string {
  const all = answers.flatMap(({ service, body }) => body.map((row) => line(row, service.padEnd(13))));
  return all.length ? all.join('\n') : none;
}

/** A note, and who deals with it; an older service tells neither. */
const noteText = (note?: { note: string | null; owner: string | null } | null): string[] =>
  note ? [`(${[note.owner, note.note].filter(Boolean).join(': ')})`] : [];

/** Why messages were given up, one cause a line. */
export const groupsText = (groups: Groups): string =>
  lines(
    groups,
    'No message was given up.',
    ({ fingerprint, event, error, message, place, reasons, patients, note, noted = 0 }, service) =>
      [
        service,
        counted(patients, 'message').padEnd(12),
        `${event}: ${error}${message ? `: ${message}` : ''} (${reasons.join(', ')}) at ${place ?? 'an unknown place'}`,
        `--fingerprint ${fingerprint}`,
        ...noteText(note),
        ...(noted
          ? [`(${counted(noted, 'message has a note', 'messages have notes')}: add --fingerprint)`]
          : []),
      ].join(' '),
  );

/** Each message that was given up. */
export const patientsText = (patients: Patients): string =>
  lines(patients, 'No such message was given up.', (one, service) =>
    [
      service,
      one.id,
      one.event,
      one.isErased ? 'of an erased person: discard it' : one.reason,
      `${one.admittedAt.slice(0, 19)}Z`,
      one.replacedBy && `replaced by ${one.replacedBy}`,
      one.correlationId,
      ...noteText(one.note),
    ]
      .filter(Boolean)
      .join(' '),
  );

/** What is tried again. */
export const waitingText = (waiting: Waiting): string =>
  lines(waiting, 'No message waits for an attempt.', (one, service) =>
    [
      service,
      one.id,
      one.event,
      `${one.attempts} failed`,
      one.isRunning ? 'runs now' : `next ${one.nextAt.slice(11, 19)}Z`,
      `hospital ${one.hospitalAt.slice(0, 19)}Z`,
      one.error ? `${one.error.error}: ${one.error.message}` : '',
      one.waitsFor ? `waits for the circuit of ${one.waitsFor}` : '',
    ]
      .filter(Boolean)
      .join(' '),
  );

/** What operators did, in whichever service, the newest first. */
export const actsText = (acts: Acts): string => {
  const all = acts.flatMap(({ service, body }) => body.map((act) => ({ ...act, service })));
  const lines = all
    .toSorted((one, other) => other.at.localeCompare(one.at))
    .map(({ service, at, who, act, kind, id, why, replacedBy }) =>
      [
        service.padEnd(13),
        `${at.slice(0, 19)}Z`,
        who,
        act,
        kind,
        id,
        ...(replacedBy ? [`to ${replacedBy}`] : []),
        JSON.stringify(why),
      ].join(' '),
    );
  return lines.length ? lines.join('\n') : 'Nobody has acted yet.';
};

/** One message with its history. */
export const messageText = (shown: Shown): string =>
  shown
    .map(
      ({
        service,
        body: { kind, id, event, attributes, errors, diagnosis, body, bytes, breaks = [], acts, replacedBy },
      }) =>
        [
          `${service} ${diagnosis ? `has given up (${diagnosis.reason})` : 'tries again'} ${kind} ${event} ${id}`,
          ...(replacedBy ? [`  replaced by ${replacedBy}`] : []),
          ...Object.entries(attributes).map(([name, value]) => `  ${name}: ${String(value)}`),
          ...errors.map(({ at, error, message }) => `  ${at} ${error}: ${message}`),
          ...(diagnosis?.stack ? [diagnosis.stack.replace(/^/gm, '  ')] : []),
          ...breaks.map(({ where, path, rule }) => `  breaks the contract at ${where}${path}: ${rule}`),
          `  body (${bytes} bytes): ${JSON.stringify(body)}`,
          ...acts.map(({ at, who, act, why }) => `  ${at} ${who}: ${act}, ${JSON.stringify(why)}`),
        ].join('\n'),
    )
    .join('\n\n');

/** What an edit has done. */
export const editText = (edited: Answered<EditResult>[]): string =>
  edited
    .map(
      ({ service, body: { id, replacedBy } }) =>
        `${service} handles event ${replacedBy} in place of ${id}, which stays in its hospital.`,
    )
    .join('\n');

const PAST: Record<string, string> = {
  retry: 'due now',
  replay: 'replayed',
  discard: 'discarded',
  release: 'released',
};

/** What became of messages that were there when an act began, and had their turn in it. */
const goneText = (action: string, count: number): string => {
  const what = action === 'retry' ? 'already handled, or attempted now' : 'already replayed or discarded';
  return `${counted(count, 'message')} ${what}`;
};

/** What came of an act, and how to see more; nothing when it had no effect and none was skipped. */
export function outcomeText(action: string, answers: Answered<ActResult>[], lookAgain: string): string {
  const told = answers.flatMap(({ service, body: { done, skipped, mayBeMore } }) => {
    const refused = skipped.filter(({ because }) => because !== 'gone');
    const gone = skipped.length - refused.length;
    return [
      ...(done ? [`${service}: ${counted(done, 'message')} ${PAST[action]}`] : []),
      ...(gone ? [`${service}: ${goneText(action, gone)}`] : []),
      ...refused.map(({ kind, id, because }) => `${service}: ${kind} ${id} was skipped: ${because}`),
      ...(mayBeMore ? [`${service}: there may be more; run the command again`] : []),
    ];
  });
  const isDone = answers.some(({ body: { done } }) => done);
  return [...told, ...(isDone && lookAgain ? [lookAgain] : [])].join('\n');
}
