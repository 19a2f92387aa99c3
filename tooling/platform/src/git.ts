import { execFileSync } from 'node:child_process';

/** Runs git, and answers with what it printed. @throws Error when it fails */
export type Git = (...args: string[]) => string;

/** Git in a folder. */
export const gitIn =
  (cwd: string): Git =>
  (...args) =>
    execFileSync('git', args, { cwd, encoding: 'utf8', maxBuffer: 2 ** 28, stdio: 'pipe' }).trimEnd();

/** What git printed, by its lines. */
export const linesOf = (said: string): string[] => said.split('\n').filter(Boolean);

/** The texts of the JSON files in these folders as they were at a revision, by their paths. */
export const jsonAt = (git: Git, revision: string, ...folders: string[]): Record<string, string> =>
  Object.fromEntries(
    linesOf(git('ls-tree', '--name-only', revision, ...folders.map((folder) => `${folder}/`)))
      .filter((file) => file.endsWith('.json'))
      .map((file) => [file, git('show', `${revision}:./${file}`)]),
  );
