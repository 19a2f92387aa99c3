import { spawn } from 'node:child_process';
import { mkdirSync, copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { GitRepository } from '#tooling/testing';

const COMMANDS = join(import.meta.dirname, '../../../dist/tooling/contracts/src');
/** The environment of a job that records. */
export const CI = { CI: 'true', GIT_BRANCH: 'main' };

/** A repository of services, in which the contract commands run. */
export class CommandsFixture extends GitRepository {
  constructor() {
    super();
    const settings = '{"displayName": "P", "production": true}';
    this.write('contracts/environments.json', `{"production": ${settings}}`);
    this.write('apps/lamps/test/lamps.provider-pact-spec.ts', '');
    this.write('.gitignore', 'node_modules\n');
    mkdirSync(join(this.folder, 'node_modules/jest/bin'), { recursive: true });
    copyFileSync(
      join(import.meta.dirname, 'fixtures/jest.js'),
      join(this.folder, 'node_modules/jest/bin/jest.js'),
    );
    this.write('node_modules/jest/package.json', '{"type": "module"}');
  }

  /** Runs a command, and returns its exit code and what it prints. */
  async run(name: string, args: string[], env: Record<string, string> = {}, cwd = this.folder) {
    const { PACT_BROKER_BASE_URL: _broker, CI: _ci, GIT_BRANCH: _branch, ...own } = process.env;
    const child = spawn(process.execPath, [join(COMMANDS, `${name}.main.js`), ...args], {
      cwd,
      env: { ...own, ...env },
    });
    const [out, error, status] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      new Promise<number | null>((resolve) => child.once('close', resolve)),
    ]);
    return { status, out: out.trim(), error: error.trim() };
  }
}
