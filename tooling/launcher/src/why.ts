import { Why } from '#libs/service';
import { UsageError } from '#tooling/platform';

/**
 * The reason of an act, checked before anything is announced or asked, by the rule of every service.
 * @param what is to be explained, such as `you replay`
 * @throws UsageError when it is missing, too short or too long
 */
export function checkedWhy(why: string | undefined, what: string): string {
  if (!why) throw new UsageError(`--why is missing: say why ${what}.`);
  const { success, data, error } = Why.safeParse(why);
  if (success) return data;
  throw new UsageError(`--why "${why}": ${error.issues.map(({ message }) => message).join('; ')}.`);
}
