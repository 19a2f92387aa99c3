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

  it.each(['--chekc', 'loyalty', '--help'])('tells its usage for %s', (argument) => {
    const { status, stderr } = spawnSync(process.execPath, [COMMAND, argument], { encoding: 'utf8' });
    expect(stderr).toMatch(/^Usage: npm run generate \[-- --check\]\n/);
    expect(status).toBe(1);
  });
});
