import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Pact, pactFileName } from '#tooling/pacts';

const CONFIG = ['user.name=Test', 'user.email=test@example.org', 'commit.gpgsign=false'].flatMap(
  (setting) => ['-c', setting],
);

/** A pact with one interaction, in which `consumer` reads one field of `provider`; other fields make other pacts. */
export const pactOn = (consumer: string, provider: string, field: string): Pact => ({
  consumer: { name: consumer },
  provider: { name: provider },
  interactions: [
    {
      type: 'Synchronous/HTTP',
      description: `a look at ${field}`,
      pending: false,
      request: { method: 'GET', path: '/' },
      response: {
        status: 200,
        body: { content: { [field]: 1 }, contentType: 'application/json', encoded: false },
      },
    },
  ],
  metadata: { pactSpecification: { version: '4.0' } },
});

/** A git repository in a temporary folder, with services that have only sources and pacts. */
export class GitRepository {
  readonly folder = mkdtempSync(join(tmpdir(), 'repository-'));

  constructor() {
    this.git('init', '--quiet', '--initial-branch', 'main');
  }

  /** Commits pacts and a change to the sources of each of these services. @returns the revision */
  commit(pacts: Pact[], ...changed: string[]): string {
    for (const pact of pacts) this.write(`contracts/pacts/${pactFileName(pact)}`, JSON.stringify(pact));
    for (const service of changed) this.write(`apps/${service}/src/main.ts`, String(Math.random()));
    this.git('add', '--all');
    this.git(...CONFIG, 'commit', '--quiet', '--allow-empty', '--message', 'Change');
    return this.git('rev-parse', 'HEAD');
  }

  write(file: string, text: string): void {
    mkdirSync(join(this.folder, dirname(file)), { recursive: true });
    writeFileSync(join(this.folder, file), text);
  }

  read(file: string): string {
    return readFileSync(join(this.folder, file), 'utf8');
  }

  git(...args: string[]): string {
    return execFileSync('git', args, { cwd: this.folder, encoding: 'utf8', stdio: 'pipe' }).trim();
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
