/** What stands for a masked value. */
const MASK = '***';

/**
 * The data of a message without what it says of a person: every text and every number is masked, except those that equal
 * an id of the envelope.
 * @param ids the ids that remain
 */
export function masked(data: unknown, ids: readonly unknown[]): unknown {
  if (Array.isArray(data)) return data.map((one) => masked(one, ids));
  if (typeof data === 'object' && data !== null)
    return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, masked(value, ids)]));
  return (typeof data === 'string' || typeof data === 'number') && !ids.includes(data) ? MASK : data;
}

const QUOTED = /"(?:[^"\\]|\\.)*"|(?<!\w)'[^']*'(?!\w)|\u201c[^\u201d]*\u201d/g;
const ADDRESS = /[^\s@<>(]+@[^\s@<>)]+/g;

/** What an error says, as the cause of many: its first line, without what it quotes of one message. */
export const causeOf = (message: string | null): string | null =>
  message === null
    ? null
    : (message.split('\n', 1)[0] ?? '').replace(QUOTED, MASK).replace(ADDRESS, MASK).trim();
