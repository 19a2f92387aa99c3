import { describe, expect, it } from '@jest/globals';
import { advance } from '../src/import-chunk.js';
import { chunk } from './babies.js';

describe('an import', () => {
  const part = (firstLine: number) => chunk({ firstLine }) as Parameters<typeof advance>[1];

  it('goes on where it was', () => {
    expect(advance({ nextLine: 3, lines: 9 }, part(3))).toEqual({ nextLine: 5, lines: 9 });
    expect(advance({ nextLine: 8, lines: 9 }, part(8))).toEqual({ nextLine: 10, lines: 9 });
  });

  it('does nothing twice', () => {
    expect(advance({ nextLine: 3, lines: 9 }, part(1))).toBeUndefined();
    expect(advance({ nextLine: 10, lines: 9 }, part(8))).toBeUndefined();
  });

  it.each([
    [3, 4],
    [9, 9],
  ])('refuses to go from line %d on with line %d', (nextLine, firstLine) => {
    expect(() => advance({ nextLine, lines: 9 }, part(firstLine))).toThrow(
      `Go on with line ${nextLine} of 9.`,
    );
  });
});
