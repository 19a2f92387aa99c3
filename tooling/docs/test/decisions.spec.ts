import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';

const FOLDER = 'docs/decisions';

/** Decisions without a number of their own, or whose title has another one. */
function misnumbered(titles: Readonly<Record<string, string>>): string[] {
  const numbers = Object.keys(titles).map((file) => Number.parseInt(file));
  return Object.entries(titles).flatMap(([file, title], at) =>
    numbers.indexOf(numbers[at]!) === at && title.startsWith(`# ${numbers[at]}. `) ? [] : [file],
  );
}

describe('decisions', () => {
  it('are numbered once, as their titles say', () => {
    const titles = Object.fromEntries(
      readdirSync(FOLDER)
        .toSorted()
        .map((file) => [file, readFileSync(`${FOLDER}/${file}`, 'utf8')]),
    );
    expect(Object.keys(titles).length).toBeGreaterThan(5);
    expect(misnumbered(titles)).toEqual([]);
  });

  it('that share a number, or have another one in the title, are found', () => {
    const titles = {
      '0001-a.md': '# 1. A',
      '0002-b.md': '# 2. B',
      '0002-c.md': '# 2. C',
      '0003-d.md': '# 4. D',
    };
    expect(misnumbered(titles)).toEqual(['0002-c.md', '0003-d.md']);
  });
});
