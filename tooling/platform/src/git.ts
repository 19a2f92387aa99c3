import { execFileSync } from 'node:child_process';

/** Runs git and returns its output. @throws Error when git fails */
export type Git = (...args: string[]) => string;

/** Git in one folder. */
export const gitIn =
  (cwd: string): Git =>
  (...args) =>
    execFileSync('git', args, { cwd, encoding: 'utf8', maxBuffer: 2 ** 28, stdio: 'pipe' }).trimEnd();

/** The lines of an output, without empty ones. */
export const linesOf = (output: string): string[] => output.split('\n').filter(Boolean);

/** The JSON files that these folders had at a revision: their texts by their paths. */
export const jsonAt = (git: Git, revision: string, ...folders: string[]): Record<string, string> =>
  Object.fromEntries(
    linesOf(git('ls-tree', '--name-only', revision, ...folders.map((folder) => `${folder}/`)))
      .filter((file) => file.endsWith('.json'))
      .map((file) => [file, git('show', `${revision}:./${file}`)]),
  );
