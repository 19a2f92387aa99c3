import { describe, expect, it } from '@jest/globals';
import { unknownName } from '../src/known-names.js';

const KNOWN = ['loyalty', 'email', 'names-board', 'names-stream'];

describe('an unknown name', () => {
  it.each([
    ['loyalti', 'loyalty'],
    ['loaylty', 'loyalty'],
    ['loyaltyy', 'loyalty'],
    ['mail', 'email'],
    ['names-streams', 'names-stream'],
  ])('that is misspelt is guessed: %s', (name, meant) => {
    expect(unknownName('service', name, KNOWN)).toBe(
      `There is no service ${name}: did you mean ${meant}? Choose one of ${KNOWN.join(', ')}.`,
    );
  });

  it.each(['postman', 'nobody', 'x', ''])('that is like no other is not guessed: %p', (name) => {
    expect(unknownName('service', name, KNOWN)).toBe(
      `There is no service ${name}: choose one of ${KNOWN.join(', ')}.`,
    );
  });

  it('among none is not followed by a choice', () => {
    expect(unknownName('service', 'x', [])).toBe('There is no service x: there is none at all.');
  });
});
