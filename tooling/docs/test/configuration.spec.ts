import { discoverServices } from '#libs/service';
import { type GeneratedFiles, staleFiles } from '#tooling/platform';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { appendFile, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configurationFiles } from '../src/configuration.js';

const root = join(import.meta.dirname, '../../..');

describe('the reference of settings', () => {
  let generated: GeneratedFiles;

  beforeAll(async () => {
    const services = await discoverServices();
    expect(services.length).toBeGreaterThanOrEqual(7);
    generated = configurationFiles(services);
  });

  it('is current, in docs/configuration.md and in .env.example', () => {
    expect(Object.keys(generated.texts)).toHaveLength(2);
    expect(staleFiles(generated, root)).toEqual([]);
  });

  it('is called stale when a file is missing or has changed', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'configuration-'));
    await cp(join(root, '.env.example'), join(folder, '.env.example'));
    await appendFile(join(folder, '.env.example'), 'MORE=1\n');
    expect(staleFiles(generated, folder)).toEqual([
      { file: '.env.example', why: 'stale' },
      { file: 'docs/configuration.md', why: 'missing' },
    ]);
    await rm(folder, { recursive: true });
  });
});
