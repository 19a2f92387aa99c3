import { describe, expect, it } from '@jest/globals';
import { causeOf, masked } from '../src/mask.js';

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

describe('the cause that an error tells', () => {
  it.each([
    ['carrier: UND_ERR_SOCKET', 'carrier: UND_ERR_SOCKET'],
    ['/boys: expected array, received string', '/boys: expected array, received string'],
    [
      'invalid input syntax for type uuid: "Ann \\"A.\\" Lee"\nat Ann',
      'invalid input syntax for type uuid: ***',
    ],
    ["it doesn't know 'Ann Lee', and isn't sure", "it doesn't know ***, and isn't sure"],
    ['no account of ann.lee@example.com: sign up', 'no account of *** sign up'],
    [null, null],
  ])('is of %j its first line without what it quotes', (message, cause) => {
    expect(causeOf(message)).toBe(cause);
  });
});
