import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHANGELOGS, versionAfter, versionIn } from '../src/documents/changelog.js';

const ROOT = join(import.meta.dirname, '../../..');

describe('the version of a document', () => {
  const after = (version: string, breaking: number, added: number) =>
    versionAfter(version, {
      breaking: Array<string>(breaking).fill(''),
      added: Array<string>(added).fill(''),
    });

  it.each([
    ['stays without a change', '1.2.3', 0, 0, '1.2.3'],
    ['is a minor one for additions', '1.2.3', 0, 2, '1.3.0'],
    ['is a major one for a break, whatever is added', '1.2.3', 1, 2, '2.0.0'],
    ['is a patch for additions, before 1.0.0', '0.2.3', 0, 1, '0.2.4'],
    ['is a minor one for a break, before 1.0.0', '0.2.3', 1, 0, '0.3.0'],
  ])('%s', (_, version, breaking, added, next) => {
    expect(after(version, breaking, added)).toBe(next);
  });

  it.each(Object.entries(CHANGELOGS))('is in %s, and on top of %s', (file, changelog) => {
    expect(existsSync(join(ROOT, changelog))).toBe(true);
    const { info } = JSON.parse(readFileSync(join(ROOT, file), 'utf8')) as { info: { version: string } };
    expect(info.version).toBe(versionIn(readFileSync(join(ROOT, changelog), 'utf8')));
  });
});
