import type { GitRevisions } from './revisions.js';

/** The branch whose versions are deployed. */
const MAIN = 'main';

/**
 * Why nothing may be recorded here, or undefined. A record counts as the truth about a commit, so it comes from CI and
 * from exactly that commit.
 * @param except a folder that may have changes: the ledger itself
 */
export function reasonNotToRecord(
  revisions: GitRevisions,
  except: string,
  env: NodeJS.ProcessEnv,
): string | undefined {
  const [change] = revisions.uncommittedChanges(except);
  if (change) return `the work tree has uncommitted changes (${change.trim()})`;
  if (!env.CI) return 'only CI records, and CI is not set';
  const branch = currentBranch(env, revisions);
  if (env.PACT_BROKER_BASE_URL || branch === MAIN) return undefined;
  return `only the branch ${MAIN} is recorded, and this is ${branch || 'no branch'}; GIT_BRANCH overrides it`;
}

/** The branch in `GIT_BRANCH`, because CI often checks out a commit without one; else the branch of the work tree. */
export const currentBranch = ({ GIT_BRANCH }: NodeJS.ProcessEnv, revisions: GitRevisions): string =>
  GIT_BRANCH ?? revisions.branch();
