import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serviceTableFiles } from '../src/service-tables.js';

describe('a table that a service exports', () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'tables-'));
    mkdirSync(join(root, 'apps/lamps/src'), { recursive: true });
    writeFileSync(
      join(root, 'apps/lamps/src/lamps.table.js'),
      "export const lamps = { page: 'lamps.md', section: 'lamps', head: ['On', 'Off'], rows: () => [['glows', 'is dark']] };",
    );
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('is written into its page', async () => {
    writeFileSync(join(root, 'lamps.md'), '# Lamps\n\n<!-- generated: lamps -->\n<!-- end -->\n');
    const { texts } = await serviceTableFiles(root, root);
    expect(texts['lamps.md']).toBe(
      '# Lamps\n\n<!-- generated: lamps -->\n\n| On    | Off     |\n| ----- | ------- |\n| glows | is dark |\n\n<!-- end -->\n',
    );
  });

  it('is missed in a page that has no place for it', async () => {
    writeFileSync(join(root, 'lamps.md'), '# Lamps\n');
    await expect(serviceTableFiles(root, root)).rejects.toThrow('lamps.md has no place for the lamps');
  });
});
