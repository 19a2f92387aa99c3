import { describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { appendFile, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');

/** What the tool says about the files in `folder`, and its exit code. */
const check = (folder = root): Promise<{ code: unknown; out: string }> =>
  new Promise((resolve) => {
    const args = [join(root, 'tooling/docs/src/config-docs.main.ts'), folder, '--check'];
    execFile(process.execPath, args, (error, out) => resolve({ code: error?.code ?? 0, out }));
  });

describe('the reference of settings', () => {
  it('is fresh, in docs/configuration.md and in .env.example', async () => {
    expect(await check()).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^2 of 2 were fresh, about [1-9]/),
    });
  });

  it('is called stale when a file is missing or has changed', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'config-docs-'));
    await cp(join(root, '.env.example'), join(folder, '.env.example'));
    await appendFile(join(folder, '.env.example'), 'MORE=1\n');
    const { code, out } = await check(folder);
    expect(code).toBe(2);
    expect(out).toContain('docs/configuration.md is stale: run npm run docs:config');
    expect(out).toContain('.env.example is stale: run npm run docs:config');
    await rm(folder, { recursive: true });
  });
});
