import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { RecordedRelease } from './release.js';
import { ReleaseRecord } from './release-record.js';

const run = promisify(execFile);

const ENVIRONMENT = 'test';
const AUTHOR = ['-c', 'user.name=check', '-c', 'user.email=check@localhost'];

/** Files that a commit writes, by their paths. */
export type Commit = Record<string, (before: string) => string>;

/** What a command printed, whatever its exit code is. */
interface Outcome {
  code: number;
  text: string;
}

/** A clone of the last commit of the repository, in which commits can be made and deployed. */
export class Clone {
  /** Those that were built of its commits, or may have been. */
  readonly images = new Set<string>();

  private constructor(
    readonly folder: string,
    private readonly project: string,
    /** The commit from which every other one starts. */
    readonly base: string,
  ) {}

  static async make(project: string): Promise<Clone> {
    const folder = await mkdtemp(join(tmpdir(), 'troupe-deploy-'));
    const base = (await run('git', ['rev-parse', 'HEAD'])).stdout.trim();
    await run('git', ['clone', '--quiet', '.', folder]);
    await symlink(resolve('node_modules'), join(folder, 'node_modules'));
    const clone = new Clone(folder, project, base);
    await clone.git('checkout', '--quiet', '--detach', base);
    return clone;
  }

  write(file: string, text: string): Promise<void> {
    return writeFile(join(this.folder, file), text, { mode: 0o600 });
  }

  /** Makes a commit for a service. @returns the commit, which has no other change than this */
  async commit(service: string, changes: Commit): Promise<string> {
    for (const [path, change] of Object.entries(changes)) {
      const file = join(this.folder, path);
      await writeFile(file, change(await readFile(file, 'utf8').catch(() => '')));
      await this.git('add', path);
    }
    await this.git(...AUTHOR, 'commit', '--quiet', '--allow-empty', '--message=A change');
    const commit = await this.git('rev-parse', 'HEAD');
    await this.git('checkout', '--quiet', '--detach', this.base);
    this.images.add(`localhost/troupe/${service}:${commit}`);
    return commit;
  }

  /** Runs a command of `npm run` for a service. */
  npm(command: string, service: string, ...args: string[]): Promise<Outcome> {
    const where = { service, env: ENVIRONMENT, ledger: this.ledger, project: this.project };
    const options = Object.entries(where).flatMap(([name, value]) => [`--${name}`, value]);
    return run('npm', ['run', '--silent', command, '--', ...options, ...args], { cwd: this.folder }).then(
      ({ stdout, stderr }) => ({ code: 0, text: stdout + stderr }),
      ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({
        code,
        text: stdout + stderr,
      }),
    );
  }

  releasesOf(service: string): RecordedRelease[] {
    return new ReleaseRecord(join(this.ledger, 'releases')).of(ENVIRONMENT, service);
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true });
  }

  private get ledger(): string {
    return join(this.folder, 'trial');
  }

  private async git(...args: string[]): Promise<string> {
    return (await run('git', args, { cwd: this.folder })).stdout.trim();
  }
}
