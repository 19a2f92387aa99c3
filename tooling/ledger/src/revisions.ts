import { createHash } from 'node:crypto';
import { type Git, gitIn, jsonAt, linesOf, UserError } from '#tooling/platform';
import type { Version } from './contract-store.js';
import { type Pact, PACTS, parsePact } from '#tooling/pacts';

/** The sources of a service, relative to the root of the repository; its own folder first. */
const SOURCES = ['apps/{service}', 'libs', 'package.json', 'package-lock.json', 'tsconfig.json'];

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
    root = '.',
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

  /** The files of a folder that `origin/main` has, and that are missing or different here. */
  newerOnMain(folder: string): string[] {
    if (!this.git('branch', '--remotes', '--list', 'origin/main')) return [];
    return linesOf(this.git('diff', '--name-only', '--diff-filter=DM', 'origin/main', '--', folder));
  }
}
