import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileOf, type Pact } from '#tooling/pacts';

const IDENTITY = [
  '-c',
  'user.name=Somebody',
  '-c',
  'user.email=somebody@example.org',
  '-c',
  'commit.gpgsign=false',
];

/** What `consumer` reads of `provider`: a field, by which two contents of a pact differ. Written as Pact writes it. */
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

/** A repository of services that only have sources and pacts. */
export class GitRepository {
  readonly folder = mkdtempSync(join(tmpdir(), 'repository-'));

  constructor() {
    this.git('init', '--quiet', '--initial-branch', 'main');
  }

  /** Commits pacts, and another version of each of these services. @returns the revision */
  commit(pacts: Pact[], ...changed: string[]): string {
    for (const pact of pacts) this.write(`contracts/pacts/${fileOf(pact)}`, JSON.stringify(pact));
    for (const service of changed) this.write(`apps/${service}/src/main.ts`, String(Math.random()));
    this.git('add', '--all');
    this.git(...IDENTITY, 'commit', '--quiet', '--allow-empty', '--message', 'Change');
    return this.git('rev-parse', 'HEAD');
  }

  write(file: string, text: string): void {
    mkdirSync(join(this.folder, dirname(file)), { recursive: true });
    writeFileSync(join(this.folder, file), text);
  }

  git(...args: string[]): string {
    return execFileSync('git', args, { cwd: this.folder, encoding: 'utf8', stdio: 'pipe' }).trim();
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
