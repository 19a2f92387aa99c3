import { expect, it } from '@jest/globals';
import { hashOf, judge, newRefreshToken } from '../src/refresh-token.js';

const token = { sessionId: 's', isAlive: true, isExchanged: false, isRecent: false, isContinued: false };
const exchanged = { ...token, isExchanged: true };

it.each([
  ['one that nobody knows', undefined, 'unknown'],
  ['one of a session that has ended', { ...token, isAlive: false }, 'unknown'],
  ['the newest one', token, 'exchange'],
  ['one whose answer may be lost', { ...exchanged, isRecent: true }, 'repeat'],
  ['one whose answer was used', { ...exchanged, isRecent: true, isContinued: true }, 'reuse'],
  ['one that was exchanged long ago', exchanged, 'reuse'],
])('judges %s', (_what, known, outcome) => {
  expect(judge(known)).toBe(outcome);
});

it('makes tokens of 32 random bytes, and stores a hash of each', () => {
  const [one, another] = [newRefreshToken(), newRefreshToken()];
  expect(one).toMatch(/^[\w-]{43}$/);
  expect(one).not.toBe(another);
  expect(hashOf(one)).not.toContain(one);
});
