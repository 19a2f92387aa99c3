import { UsageError } from '#tooling/platform';

const FORM = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/;

/**
 * The moment that an option names, in UTC. A relative time is refused, because it would be another one when the command is
 * repeated.
 * @throws UsageError when there is no such date, or it has not come yet
 */
export function momentOf(option: string, text: string, now: Date): string {
  const day = FORM.exec(text)?.[1];
  const moment = new Date(text);
  if (!day || Number.isNaN(moment.getTime()))
    throw new UsageError(`${option} takes a date or a time such as 2026-07-01T12:00Z, not "${text}".`);
  if (!isDay(day)) throw new UsageError(`${option} ${text}: there is no such day.`);
  if (moment > now) throw new UsageError(`${option} ${text} has not come yet.`);
  return moment.toISOString();
}

/** Whether the calendar has it: JavaScript takes 30 February for 2 March. */
const isDay = (text: string): boolean => new Date(`${text}T00:00Z`).toISOString().startsWith(text);
