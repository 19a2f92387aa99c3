import { createHash } from 'node:crypto';
import { type Git, gitIn, jsonAt, linesOf, UserError } from '#tooling/platform';
import { type Pact, PACTS, parsePact } from './pact-file.js';

/** What a service is made of, seen from the root of the repository; its own first. */
const SOURCES = ['apps/{service}', 'libs', 'package.json', 'package-lock.json', 'tsconfig.json'];

/** Pacts and sources as they were. */
export interface Revisions {
  /** @throws UnknownRevision */
  pactsAt(revision: string): Pact[];

  /**
   * A hash of everything that a service is made of: two revisions that share it behave alike.
   * @throws UnknownRevision also when the service was not there
   */
  treeOf(version: { service: string; revision: string }): string;
}

/** Nothing can be said about a revision; the message says what to do. */
export class UnknownRevision extends UserError {}

/** The past as git knows it. */
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

  /** The commit that is checked out, or that a name stands for. @throws UnknownRevision */
  resolve(name = 'HEAD'): string {
    try {
      return this.git('rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`);
    } catch {
      const deepen = this.git('rev-parse', '--is-shallow-repository') === 'true';
      const advice = deepen
        ? 'this clone is shallow: run git fetch --unshallow'
        : 'run git fetch, or correct it';
      throw new UnknownRevision(`the revision ${name} is not here; ${advice}`);
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

  treeOf({ service, revision }: { service: string; revision: string }): string {
    const [own = '', ...shared] = SOURCES.map((path) => path.replace('{service}', service));
    const listing = this.git('ls-tree', this.resolve(revision), own, ...shared);
    if (!linesOf(listing).some((line) => line.endsWith(`\t${own}`)))
      throw new UnknownRevision(`there is no ${own} at ${revision}`);
    return createHash('sha1').update(listing).digest('hex');
  }

  /** The branch that is checked out, if one is. */
  branch(): string {
    return this.git('branch', '--show-current');
  }

  /** Changed files, except below a folder. */
  changes(except: string): string[] {
    return linesOf(this.git('status', '--porcelain', '--', '.', `:(exclude)${except}`));
  }

  /** Files of a folder that main has where this was cloned from, and that are gone or other here. */
  newer(folder: string): string[] {
    if (!this.git('branch', '--remotes', '--list', 'origin/main')) return [];
    return linesOf(this.git('diff', '--name-only', '--diff-filter=DM', 'origin/main', '--', folder));
  }
}
