import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../../..');
const COMMAND = join(ROOT, 'dist/tooling/generate/src/generate.main.js');

describe('npm run generate', () => {
  const run = (argument: string) => spawnSync(process.execPath, [COMMAND, argument], { encoding: 'utf8' });

  // In a process of its own: what fixtures of other tests declare is not part of the platform.
  it('has nothing to do here', () => {
    const { status, stdout } = run('--check');
    expect(stdout).toMatch(/^\d+ files follow from \d+ services; all are current\.$/m);
    expect(status).toBe(0);
  });

  it('refuses an option that it does not know, and tells its usage', () => {
    const { status, stderr } = run('--chekc');
    expect(stderr).toMatch(/--chekc': did you mean --check\?\nUsage: npm run generate -- \[OPTIONS\]\n/);
    expect(status).toBe(2);
    expect(run('--help')).toMatchObject({ status: 0, stdout: expect.stringMatching(/^Usage: /) });
  });
});
