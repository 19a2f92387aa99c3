import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { stripVTControlCharacters } from 'node:util';
import type { CarelessChange, Edit } from './careless-changes.ts';

/** Variables that would let a check in the copy work on another repository, or report to a Pact Broker. */
const WITHHELD = /^(CI$|GIT_|PACT_)/;
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !WITHHELD.test(name)));

/** Override what the user of this machine has configured. */
const GIT_SETTINGS = [
  'user.name=A colleague',
  'user.email=colleague@example.org',
  'commit.gpgsign=false',
  'core.hooksPath=/dev/null',
  'diff.noprefix=false',
  'diff.mnemonicPrefix=false',
];

/** @throws Error when the file does not contain the text exactly once */
export function applyEdit(content: string, { file, was, is, times: expected = 1 }: Edit): string {
  const times = content.split(was).length - 1;
  if (times !== expected)
    throw new Error(
      `${file} contains this text ${times} times instead of ${expected === 1 ? 'once' : expected}: correct the edit in careless-changes.ts.\n${was}`,
    );
  return content.replaceAll(was, () => is);
}

/** A clone of the last commit of a repository, in which careless changes are committed and checked. */
export class ThrowawayCopy {
  readonly folder = mkdtempSync(join(tmpdir(), 'break-'));

  /**
   * Clones the last commit of `root` and builds it.
   * @throws Error when there is no commit, or when it does not build
   */
  async build(root: string): Promise<void> {
    this.git('clone', '--quiet', '--shared', root, '.');
    symlinkSync(join(root, 'node_modules'), join(this.folder, 'node_modules'), 'junction');
    const { passed, output } = await this.run('npm run build');
    if (!passed) throw new Error(`The last commit of ${root} does not build: fix it first.\n${output}`);
  }

  /** @returns the lines that the commit changed, below the name of their file */
  commit({ commitMessage, edits }: CarelessChange): string[] {
    for (const edit of edits) {
      const path = join(this.folder, edit.file);
      writeFileSync(path, applyEdit(readFileSync(path, 'utf8'), edit));
    }
    this.git('commit', '--quiet', '--all', '--message', commitMessage);
    return this.git('show', '--format=', '--no-color', '--no-ext-diff', '--no-indent-heuristic')
      .split('\n')
      .filter((line) => /^(\+|-(?!--))/.test(line));
  }

  undoCommit(): void {
    this.git('reset', '--quiet', '--hard', 'HEAD~1');
  }

  /** Runs a command in a process group of its own, so that Ctrl-C does not end it before it has removed its databases. */
  async run(command: string): Promise<{ passed: boolean; output: string }> {
    const child = spawn(command, {
      cwd: this.folder,
      env,
      shell: true,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const closed = once(child, 'close');
    const output = await Promise.all([text(child.stdout), text(child.stderr)]);
    const [code] = await closed;
    return { passed: code === 0, output: stripVTControlCharacters(output.join('\n')) };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }

  private git(...args: string[]): string {
    const settings = GIT_SETTINGS.flatMap((setting) => ['-c', setting]);
    const options = { cwd: this.folder, env, encoding: 'utf8', stdio: 'pipe' } as const;
    return execFileSync('git', [...settings, ...args], options);
  }
}
