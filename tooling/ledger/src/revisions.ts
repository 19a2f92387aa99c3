import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { type Git, gitIn, jsonAt, linesOf, UserError } from '#tooling/platform';
import type { Version } from './contract-store.js';
import { type Pact, PACTS, parsePact } from '#tooling/pacts';

/** The sources of a service, relative to the root of the repository; its own folder first. */
const SOURCES = ['apps/{service}', 'libs', 'package.json', 'package-lock.json', 'tsconfig.json'];

/** How long a remote may take to name its branches, in milliseconds. */
const REMOTE_MS = 10_000;

/** The pacts and the sources of each revision. */
export interface Revisions {
  /** @throws UnknownRevision */
  pactsAt(revision: string): Pact[];

  /**
   * A hash of the service's sources: two revisions that share it behave alike.
   * @throws UnknownRevision also when the revision does not have the service
   */
  treeOf(version: Version): string;
}

/** A revision is not available; the message says what to do. */
export class UnknownRevision extends UserError {}

/** The revisions of a git repository. */
export class GitRevisions implements Revisions {
  private readonly git: Git;
  private readonly pacts = new Map<string, Pact[]>();

  /**
   * @param root the root of the repository
   * @param folder where its pacts are
   */
  constructor(
    private readonly root = '.',
    private readonly folder = PACTS,
  ) {
    this.git = gitIn(root);
  }

  /** The commit of a name, by default the one that is checked out. @throws UnknownRevision */
  resolve(name = 'HEAD'): string {
    try {
      return this.git('rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`);
    } catch {
      const isShallow = this.git('rev-parse', '--is-shallow-repository') === 'true';
      const advice = isShallow ? 'run git fetch --unshallow' : 'run git fetch, or check the name';
      throw new UnknownRevision(
        `The revision ${name} is not in this ${isShallow ? 'shallow ' : ''}clone; ${advice}.`,
      );
    }
  }

  pactsAt(revision: string): Pact[] {
    const commit = this.resolve(revision);
    let pacts = this.pacts.get(commit);
    if (!pacts) {
      const files = Object.entries(jsonAt(this.git, commit, this.folder));
      pacts = files.map(([file, text]) => parsePact(text, `${file} at ${commit}`));
      this.pacts.set(commit, pacts);
    }
    return pacts;
  }

  treeOf({ service, revision }: Version): string {
    const [own = '', ...shared] = SOURCES.map((path) => path.replace('{service}', service));
    const listing = this.git('ls-tree', this.resolve(revision), own, ...shared);
    if (!linesOf(listing).some((line) => line.endsWith(`\t${own}`)))
      throw new UnknownRevision(`There is no ${own} at ${revision}; check the service's name.`);
    return createHash('sha1').update(listing).digest('hex');
  }

  /** The branch that is checked out; empty when there is none. */
  branch(): string {
    return this.git('branch', '--show-current');
  }

  /** The status lines of uncommitted changes, except below a folder. */
  uncommittedChanges(except: string): string[] {
    return linesOf(this.git('status', '--porcelain', '--', '.', `:(exclude)${except}`));
  }

  /** The commit of `origin/main` that this clone has fetched, if any. */
  fetchedMain(): string | undefined {
    return this.git('for-each-ref', '--format=%(objectname)', 'refs/remotes/origin/main') || undefined;
  }

  /**
   * The commit of `main` that the remote `origin` has now; undefined when there is no such remote or branch.
   * @throws UserError with git's reason when the remote cannot be asked
   */
  remoteMain(): string | undefined {
    if (!linesOf(this.git('remote')).includes('origin')) return undefined;
    return this.lsRemote('origin', 'refs/heads/main').split('\t')[0] || undefined;
  }

  has(commit: string): boolean {
    return succeeds(() => this.git('cat-file', '-e', `${commit}^{commit}`));
  }

  /** Whether a remote has this commit; true when there is no remote that could have it. */
  isShared(commit: string): boolean {
    const remotes = linesOf(this.git('remote'));
    if (!remotes.length || this.git('for-each-ref', '--contains', commit, 'refs/remotes')) return true;
    return remotes.some((remote) => succeeds(() => this.lsRemote(remote).includes(commit) || undefined));
  }

  /** The files of a folder that a commit has, and that are missing or different here. */
  missingFrom(commit: string, folder: string): string[] {
    return linesOf(this.git('diff', '--name-only', '--diff-filter=DM', commit, '--', folder));
  }

  /** The newest of these commits' ancestors that changed a folder, and when that was; undefined if none did. */
  lastChange(folder: string, commits: string[]): { commit: string; date: string; age: string } | undefined {
    const [commit = '', date = '', age = ''] = this.git(
      'log',
      '-1',
      '--format=%H%n%cI%n%cr',
      ...commits,
      '--',
      folder,
    ).split('\n');
    return commit ? { commit, date, age } : undefined;
  }

  /** Git must not ask for a password here, and not wait for ever. */
  private lsRemote(...args: string[]): string {
    const env = { ...process.env, GIT_TERMINAL_PROMPT: '0', GIT_SSH_COMMAND: 'ssh -o BatchMode=yes' };
    const options = { cwd: this.root, env, timeout: REMOTE_MS, stdio: 'pipe' } as const;
    try {
      return execFileSync('git', ['ls-remote', '--quiet', ...args], { ...options, encoding: 'utf8' });
    } catch (cause) {
      const { stderr, message } = cause as Error & { stderr?: string };
      const [reason] = linesOf(stderr || message);
      throw new UserError(`The remote ${args[0]} cannot be asked: ${reason}`, { cause });
    }
  }
}

const succeeds = (work: () => unknown): boolean => {
  try {
    return work() !== undefined;
  } catch {
    return false;
  }
};
