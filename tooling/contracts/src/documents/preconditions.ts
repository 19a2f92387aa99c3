import { UserError } from '#tooling/platform';
import type { OpenApi } from './document.js';

/** What changes or ends a thing that is there. A PUT may make it. */
const WRITES = ['patch', 'delete'];

/**
 * Refuses a write without `If-Match` (RFC 9110, section 13.1.1) beside one that honours it: it could undo a change that its
 * caller has never seen.
 * @throws UserError naming each one
 */
export function checkPreconditions({ info, paths }: OpenApi): void {
  const unguarded = Object.entries(paths).flatMap(([path, operations]) => {
    const writes = Object.entries(operations).filter(([method]) => WRITES.includes(method));
    const honours = ([, { parameters }]: (typeof writes)[number]) =>
      parameters?.some((one) => one.in === 'header' && one.name.toLowerCase() === 'if-match');
    return writes.some(honours)
      ? writes.filter((one) => !honours(one)).map(([method]) => `${method} ${path}`)
      : [];
  });
  if (unguarded.length)
    throw new UserError(
      `${info.title}: ${unguarded.join(', ')} must honour If-Match, as another method of the path does: ` +
        `take @IfMatch() and ask knowsVersion, or @OptionalIfMatch() and permitsVersion where it may be missing.`,
    );
}
