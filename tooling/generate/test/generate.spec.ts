import { discoverServices } from '#libs/service';
import { staleFiles } from '#tooling/platform';
import { discoverThirdParties } from '#tooling/third-parties';
import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { generatedFiles } from '../src/generated.js';

const ROOT = join(import.meta.dirname, '../../..');
const COMMAND = join(ROOT, 'dist/tooling/generate/src/generate.main.js');

describe('npm run generate', () => {
  it('has nothing to do here', async () => {
    const [services, thirdParties] = [await discoverServices(), await discoverThirdParties()];
    const generated = await generatedFiles(services, thirdParties, ROOT);
    expect(Object.keys(generated.texts).length).toBeGreaterThan(3 * services.length);
    expect(staleFiles(generated, ROOT)).toEqual([]);
  });

  const run = (argument: string) => spawnSync(process.execPath, [COMMAND, argument], { encoding: 'utf8' });

  it('refuses an option that it does not know, and tells its usage', () => {
    const { status, stderr } = run('--chekc');
    expect(stderr).toMatch(/--chekc': did you mean --check\?\nUsage: npm run generate -- \[OPTIONS\]\n/);
    expect(status).toBe(2);
    expect(run('--help')).toMatchObject({ status: 0, stdout: expect.stringMatching(/^Usage: /) });
  });
});
