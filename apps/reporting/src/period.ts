import { InvalidInput } from '#libs/messaging';
import type { Period } from './reports.store.js';

const DAY_MS = 86_400_000;
/** Days of a report or an export at most. */
const MOST_DAYS = 366;

/**
 * @param where the part of the request that has the two days
 * @throws InvalidInput when the period ends before it begins, or is too long
 */
export function periodOf(where: string, from: string, to: string): Period {
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
  const message =
    days < 1
      ? 'must not be before `from`'
      : days > MOST_DAYS && `must be at most ${MOST_DAYS} days after the day before \`from\``;
  if (message) throw new InvalidInput(where, [{ message, path: ['to'] }]);
  return { from, to };
}
