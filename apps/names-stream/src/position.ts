import { problemType } from '#libs/messaging';
import type { Entry } from './entries.store.js';

export const OtherLog = problemType({
  code: 'stream.other-log',
  status: 410,
  meaning: 'The position belongs to another log, or to a part of this one that was lost.',
  advice: 'Begin again with `offset=0`.',
});

/** A place in the log: an offset alone, or behind it what tells its entry from the one of another log. */
export const POSITION = /^\d+(-[0-9a-z]+)?$/;
/** The position before the first entry of any log. */
const BEGINNING = '0';

/** The position after an entry. Its time tells it from the entry that has the same offset in another log. */
export const positionOf = ({ offset, at }: Pick<Entry, 'offset' | 'at'>): string =>
  `${offset}-${at.getTime().toString(36)}`;

export const offsetOf = (position: string): number => Number(position.split('-')[0]);

/**
 * The whole position of which a reader names at least the offset.
 * @param entry the entry at that offset
 * @throws Refusal (410) when this log has no such entry, because it was reset, or restored from an older backup
 */
export function checkPosition(named: string, entry: Entry | undefined): string {
  if (offsetOf(named) === 0) return BEGINNING;
  const position = entry && positionOf(entry);
  if (position && (position === named || !named.includes('-'))) return position;
  throw OtherLog.refusal(
    'This position belongs to another log, or to a part of this one that was lost: begin again with offset=0.',
  );
}
