import { gitIn, ROOT, UserError } from '#tooling/platform';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whether nothing has changed, and nothing is about to, since this branch left another one. */
export function isUnchangedSince(revision: string): boolean {
  const git = gitIn(ROOT);
  return mergeBaseOf(git, revision) === git('rev-parse', 'HEAD') && !git('status', '--porcelain');
}

/**
 * Builds the commit at which this branch left another one, in a folder of its own, and removes it afterwards. It gets the
 * packages of this checkout.
 * @throws UserError when there is no such revision, or when it cannot be built
 */
export async function withBaseBuild<Result>(
  revision: string,
  work: (root: string, commit: string) => Promise<Result>,
): Promise<Result> {
  const git = gitIn(ROOT);
  const commit = mergeBaseOf(git, revision);
  const root = await mkdtemp(join(tmpdir(), 'gate-'));
  git('worktree', 'add', '--detach', '--force', root, commit);
  try {
    await symlink(join(ROOT, 'node_modules'), join(root, 'node_modules'));
    const { status } = spawnSync(process.execPath, ['tooling/run.ts'], { cwd: root, stdio: 'inherit' });
    if (status !== 0) throw new UserError(`${commit} cannot be built with the packages of this checkout.`);
    return await work(root, commit);
  } finally {
    await rm(root, { recursive: true, force: true });
    git('worktree', 'prune');
  }
}

function mergeBaseOf(git: ReturnType<typeof gitIn>, revision: string): string {
  try {
    return git('merge-base', 'HEAD', revision);
  } catch (cause) {
    throw new UserError(`There is no revision ${revision} with which this branch has a commit in common.`, {
      cause,
    });
  }
}
