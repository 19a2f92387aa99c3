/** The SQLSTATEs of a serialization failure and of a deadlock: nothing was written, and a retry may succeed. */
const CONFLICTS = new Set(['40001', '40P01']);

/**
 * The SQLSTATEs and system errors of a database that cannot do its work now (PostgreSQL manual, appendix A): the connection
 * is gone or its outcome unknown (08, 40003), a deadline passed (25P03, 25P04, 55P03, 57014), the server is a standby
 * (25006), is full (53), is not accepting connections (55000), or is stopping or starting (57P0).
 */
const UNAVAILABLE_STATES = /^(08...|25006|25P0[34]|40003|53...|55000|55P03|57014|57P0.)$/;
const UNAVAILABLE_SYSTEM =
  /^E(CONN\w+|TIMEDOUT|PIPE|NOTFOUND|AI_\w+|HOST\w+|NET\w+|ADDRNOTAVAIL|MFILE|NFILE)$/;
/** What pg, its pool and Kysely say, without a code, of a connection or a pool that is not open. */
const UNAVAILABLE_MESSAGES =
  /^(timeout e(xceeded|xpired)|Connection terminated|Query read timeout|Client .* not queryable$|Cannot use a pool after|driver has already been destroyed)/;

/** True for the error of a transaction that lost against another one: the same work may succeed when it runs again. */
export const isTransactionConflict = (error: unknown): boolean =>
  CONFLICTS.has((error as { code?: string } | undefined)?.code ?? '');

/**
 * True for the error of a database that cannot be reached, does not answer in time, waits too long for a lock, or is
 * stopping, starting or full: the same work may succeed later.
 */
export const isUnavailable = (error: unknown): boolean => {
  const { code = '', message = '' } = (error ?? {}) as { code?: string; message?: string };
  return code
    ? UNAVAILABLE_STATES.test(code) || UNAVAILABLE_SYSTEM.test(code)
    : UNAVAILABLE_MESSAGES.test(message);
};

/** True for the error of a statement that violates the unique constraint of this name. */
export const violatesUnique = (constraint: string, error: unknown): boolean =>
  (error as { code?: string; constraint?: string }).code === '23505' &&
  (error as { constraint?: string }).constraint === constraint;
