import { describe, expect, it } from '@jest/globals';
import { advanceImport } from '../src/import-chunk.js';
import { chunk } from './babies.js';

describe('an import', () => {
  const part = (firstLine: number) => chunk({ firstLine, lines: 9 }) as Parameters<typeof advanceImport>[1];

  it('continues with the next line', () => {
    expect(advanceImport({ nextLine: 3, lines: 9, sex: 'male' }, part(3))).toEqual({ nextLine: 5, lines: 9 });
    expect(advanceImport({ nextLine: 8, lines: 9, sex: 'male' }, part(8))).toEqual({
      nextLine: 10,
      lines: 9,
    });
  });

  it('ignores a chunk that was imported before', () => {
    expect(advanceImport({ nextLine: 3, lines: 9, sex: 'male' }, part(1))).toBeUndefined();
    expect(advanceImport({ nextLine: 10, lines: 9, sex: 'male' }, part(8))).toBeUndefined();
  });

  it.each([
    [3, 4],
    [9, 9],
  ])('at line %d refuses a chunk from line %d', (nextLine, firstLine) => {
    expect(() => advanceImport({ nextLine, lines: 9, sex: 'male' }, part(firstLine))).toThrow(
      `The chunk does not fit: continue with line ${nextLine} of 9.`,
    );
  });
});
