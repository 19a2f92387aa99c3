import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { combined, sectionOf, staleFiles, withSection, writeFiles } from '../src/generated-files.js';

describe('generated files', () => {
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'generated-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const lamps = { texts: { 'lamps/hall.json': '{}\n', 'lamps/attic.json': '[]\n' }, owned: ['lamps/*.json'] };

  it('are written where they are missing or stale, and deleted where they are left over', () => {
    writeFiles(lamps, folder);
    writeFileSync(join(folder, 'lamps/attic.json'), '{}');
    writeFileSync(join(folder, 'lamps/old.json'), '{}');
    writeFileSync(join(folder, 'lamps/README.md'), 'mine');
    rmSync(join(folder, 'lamps/hall.json'));
    const changes = [
      { file: 'lamps/attic.json', why: 'stale' },
      { file: 'lamps/hall.json', why: 'missing' },
      { file: 'lamps/old.json', why: 'left over' },
    ];
    expect(staleFiles(lamps, folder)).toEqual(changes);
    expect(writeFiles(lamps, folder)).toEqual(changes);
    expect(staleFiles(lamps, folder)).toEqual([]);
    expect(readFileSync(join(folder, 'lamps/attic.json'), 'utf8')).toBe('[]\n');
    expect(existsSync(join(folder, 'lamps/old.json'))).toBe(false);
    expect(readFileSync(join(folder, 'lamps/README.md'), 'utf8')).toBe('mine');
  });

  it('stay untouched while they are current', () => {
    writeFiles(lamps, folder);
    const { mtimeNs } = statSync(join(folder, 'lamps/hall.json'), { bigint: true });
    expect(writeFiles(lamps, folder)).toEqual([]);
    expect(statSync(join(folder, 'lamps/hall.json'), { bigint: true }).mtimeNs).toBe(mtimeNs);
  });

  it('come from several generators', () => {
    const moon = { texts: { 'moon.json': '1' } };
    expect(combined(lamps, moon)).toEqual({ texts: { ...lamps.texts, ...moon.texts }, owned: lamps.owned });
  });
});

describe('a generated section', () => {
  const page = 'above\n<!-- generated: lamps -->\nold\n<!-- end -->\nbelow\n<!-- end -->\n';
  const yaml = 'house:\n  # generated: lamps\n  # end\n  # generated: moons\n  moon: 1\n  # end\n';

  it('is replaced, and nothing around it', () => {
    const written = 'above\n<!-- generated: lamps -->\n$1 new\n<!-- end -->\nbelow\n<!-- end -->\n';
    expect(withSection(page, 'page.md', 'lamps', '$1 new\n')).toBe(written);
    expect(sectionOf(written, 'lamps')).toBe('$1 new\n');
  });

  it('may be empty, and have others below it', () => {
    expect(sectionOf(yaml, 'lamps')).toBe('');
    expect(withSection(yaml, 'house.yml', 'lamps', '  lamp: 7\n')).toBe(
      'house:\n  # generated: lamps\n  lamp: 7\n  # end\n  # generated: moons\n  moon: 1\n  # end\n',
    );
  });

  it('needs its marks', () => {
    expect(() => withSection(page, 'page.md', 'moons', '')).toThrow(
      'page.md has no place for the moons: add a line "<!-- generated: moons -->" and, after it, a line "<!-- end -->".',
    );
    expect(() => withSection(yaml.replaceAll('# end', ''), 'house.yml', 'lamps', '')).toThrow(
      'house.yml has no place for the lamps: add a line "# generated: lamps" and, after it, a line "# end".',
    );
  });
});
