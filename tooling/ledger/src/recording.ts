import type { ContractStore } from './contract-store.js';
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
  return `only the branch ${MAIN} is recorded, and this is ${branch || 'no branch'}; if it is a commit of ${MAIN}, set GIT_BRANCH=${MAIN}`;
}

/** Why a service must not be removed from an environment, or undefined: deployed services need it. */
export async function reasonNotToRemove(
  store: ContractStore,
  service: string,
  environment: string,
): Promise<string | undefined> {
  const consumers = await store.consumersOf(service, environment);
  if (!consumers.length) return undefined;
  const need = consumers.length > 1 ? 'need' : 'needs';
  return `${consumers.join(', ')} in ${environment} ${need} ${service}; remove them first, or add --force`;
}

/** The branch in `GIT_BRANCH`, because CI often checks out a commit without one; else the branch of the work tree. */
export const currentBranch = ({ GIT_BRANCH }: NodeJS.ProcessEnv, revisions: GitRevisions): string =>
  GIT_BRANCH ?? revisions.branch();
