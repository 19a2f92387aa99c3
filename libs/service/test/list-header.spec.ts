import { listOf } from '#libs/service';
import { describe, expect, it } from '@jest/globals';

describe('a header that is a list', () => {
  it.each<[string | undefined, string[]]>([
    [undefined, []],
    ['', []],
    [' ,\t, ', []],
    ['close', ['close']],
    [',close', ['close']],
    ['close, ,\tupgrade ,', ['close', 'upgrade']],
    ['"a,b", W/"c" ,*', ['"a,b"', 'W/"c"', '*']],
  ])('has the elements of %p that are not empty', (header, elements) => {
    expect(listOf(header)).toEqual(elements);
  });

  it('is read in one pass, however many quotes it has', () => {
    expect(listOf('"'.repeat(100_001))).toHaveLength(1);
  });
});
