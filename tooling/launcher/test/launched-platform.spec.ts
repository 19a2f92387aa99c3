import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { LaunchedPlatform } from '../src/launched-platform.js';

describe('a platform that a command starts', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'troupe-root-'));
  });
  afterEach(() => rm(root, { recursive: true }));

  /** Starts a launcher with this code. */
  const start = async (code: string, withinMs: number) => {
    const launcher = join(root, 'dist/tooling/launcher/src/start.main.js');
    await mkdir(dirname(launcher), { recursive: true });
    await writeFile(launcher, code);
    return LaunchedPlatform.start(root, undefined, withinMs);
  };

  it('is told to be late with the limit, and with what its launcher said last', async () => {
    const late = start(`console.log('initdb is slow'); setInterval(() => {}, 1_000)`, 8_000);
    await expect(late).rejects.toThrow(
      /^The launcher does not become ready within 8 s \(GET \S+ is not answered: .*\)\. Its last output: initdb is slow$/,
    );
  });

  it('is told to have ended at once', async () => {
    const ended = start(`console.error('no room left'); process.exit(3)`, 60_000);
    await expect(ended).rejects.toThrow('The launcher has ended (exit code 3): no room left');
  });
});
