import { DeliveredLines } from './lines.js';

const LINE = /^([\da-fA-F-]{36}),(\d{1,9})$/;
/** How many wrong lines a message shows. */
const MOST_SHOWN = 5;

/** A file that cannot be booked. The message names its first wrong lines. */
export class BrokenFile extends Error {
  override name = 'BrokenFile';
}

/**
 * Reads what was delivered: RECORD-ID,QUANTITY on each line.
 * @throws BrokenFile when a line is wrong
 */
export function readDeliveryFile(text: string): DeliveredLines {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  const wrong = lines.flatMap((line, at) =>
    LINE.test(line) ? [] : [`Line ${at + 1} is not of the form RECORD-ID,QUANTITY.`],
  );
  if (wrong.length) throw new BrokenFile(shortened(wrong).join('\n'));
  const { data, error } = DeliveredLines.safeParse(lines.map(read));
  if (data) return data;
  const problems = error.issues.map(({ path: [at], message }) =>
    typeof at === 'number' ? `Line ${at + 1}: ${message}.` : `The file ${message}.`,
  );
  throw new BrokenFile(shortened(problems).join('\n'));
}

function read(line: string) {
  const [, recordId = '', quantity] = LINE.exec(line) ?? [];
  return { recordId: recordId.toLowerCase(), quantity: Number(quantity) };
}

const shortened = (problems: string[]): string[] => {
  const others = problems.length - MOST_SHOWN;
  return [...problems.slice(0, MOST_SHOWN), ...(others > 0 ? [`And ${others} more.`] : [])];
};
