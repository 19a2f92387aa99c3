import type { GitRevisions } from './revisions.js';

/** The branch whose versions are deployed. */
const MAIN = 'main';

/**
 * Why nothing may be recorded here, if so: what is recorded is taken for the truth about a commit, so it must come from
 * that commit, and from where nobody tries things out.
 * @param except a folder that may differ from the commit: the ledger grows
 */
export function hindrance(
  revisions: GitRevisions,
  except: string,
  env: NodeJS.ProcessEnv,
): string | undefined {
  const [change] = revisions.changes(except);
  if (change) return `the work tree is not what was committed (${change.trim()})`;
  if (!env.CI) return 'only CI records, and CI is not set';
  const branch = branchIn(env, revisions);
  if (env.PACT_BROKER_BASE_URL || branch === MAIN) return undefined;
  return `only the branch ${MAIN} is recorded, and this is ${branch || 'none'}: CI says which in GIT_BRANCH`;
}

/** CI often checks out a commit and no branch, so it says which. */
export const branchIn = ({ GIT_BRANCH }: NodeJS.ProcessEnv, revisions: GitRevisions): string =>
  GIT_BRANCH ?? revisions.branch();
