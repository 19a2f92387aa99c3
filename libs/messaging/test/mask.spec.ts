import { describe, expect, it } from '@jest/globals';
import { masked } from '../src/mask.js';

describe('the mask of a message', () => {
  it('hides every text and number, however deep, and keeps the ids of the envelope', () => {
    const data = {
      personId: 'c-1',
      name: 'Ann',
      age: 44,
      isNew: true,
      none: null,
      lines: [{ street: '1 Record Lane', owner: 'c-1' }],
    };
    expect(masked(data, ['c-1', undefined])).toEqual({
      personId: 'c-1',
      name: '***',
      age: '***',
      isNew: true,
      none: null,
      lines: [{ street: '***', owner: 'c-1' }],
    });
  });

  it.each(['Ann', 44])('hides data that is one value: %s', (data) => {
    expect(masked(data, [])).toBe('***');
  });
});
