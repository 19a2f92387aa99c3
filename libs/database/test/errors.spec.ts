import { describe, expect, it } from '@jest/globals';
import { isTransactionConflict, isUnavailable, violatesUnique } from '../src/errors.js';

describe('an error of the database', () => {
  it.each([
    [{ code: '40001' }, true],
    [{ code: '40P01' }, true],
    [{ code: '23505' }, false],
    [new Error('40001'), false],
    [undefined, false],
  ])('%j is a conflict of transactions: %p', (error, expected) =>
    expect(isTransactionConflict(error)).toBe(expected),
  );

  it.each([
    'ECONNRESET',
    'ETIMEDOUT',
    'EPIPE',
    'ENOTFOUND',
    'EAI_AGAIN',
    'EHOSTUNREACH',
    'ENETDOWN',
    'EMFILE',
  ])('the system error %s means that the database is unavailable', (code) =>
    expect(isUnavailable({ code })).toBe(true),
  );

  it.each([[new Error('ECONNRESET')], [new Error('anything else')], [{ code: 'ENOENT' }], [{}], [undefined]])(
    '%p does not mean that the database is unavailable',
    (error) => expect(isUnavailable(error)).toBe(false),
  );

  it('tells which unique constraint is violated', () => {
    const error = { code: '23505', constraint: 'thing_pkey' };
    expect(violatesUnique('thing_pkey', error)).toBe(true);
    expect(violatesUnique('other_pkey', error)).toBe(false);
    expect(violatesUnique('thing_pkey', { ...error, code: '23503' })).toBe(false);
  });
});
