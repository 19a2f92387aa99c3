import { UserError } from '#tooling/platform';
import { short } from './findings.js';
import type { GitRevisions } from './revisions.js';

/** How old the ledger in a work tree is. */
export interface LedgerAge {
  /** The commit that last changed it, and when. */
  about: string;
  commit: string | null;
  /** In the form of ISO 8601. */
  date: string | null;
  /** Why it must not be relied on, and what to do; undefined when nothing newer is known. */
  outdated?: string;
}

/** Compares a ledger with that of the main branch, which the remote is asked for. */
export function ledgerAge(revisions: GitRevisions, ledger: string): LedgerAge {
  const { main, problem } = newestMain(revisions);
  const update = `git checkout origin/main -- ${ledger}`;
  if (main && !revisions.has(main)) {
    const outdated = `origin has a newer main, ${short(main)}; run git fetch origin && ${update}`;
    return { ...lastChange(revisions, ledger, [], problem), outdated };
  }
  const age = lastChange(revisions, ledger, main ? [main] : [], problem);
  const [newer] = main ? revisions.missingFrom(main, ledger) : [];
  return newer ? { ...age, outdated: `the ledger on main is newer (${newer}); run ${update}` } : age;
}

/** The remote's main branch or, when it cannot be asked, what was fetched of it last. */
function newestMain(revisions: GitRevisions): { main: string | undefined; problem?: string } {
  try {
    return { main: revisions.remoteMain() ?? revisions.fetchedMain() };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { main: revisions.fetchedMain(), problem: error.message };
  }
}

function lastChange(revisions: GitRevisions, ledger: string, more: string[], problem?: string): LedgerAge {
  const last = revisions.lastChange(ledger, [revisions.resolve(), ...more]);
  const what = last
    ? `the ledger was last changed by ${short(last.commit)}, ${last.age}`
    : 'the ledger has no commit yet';
  const about = problem ? `${what}; there may be a newer one: ${problem}` : what;
  return { about, commit: last?.commit ?? null, date: last?.date ?? null };
}
