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
    [{ code: 'ECONNREFUSED' }, true],
    [{ code: 'ECONNRESET' }, true],
    [{ code: 'ETIMEDOUT' }, true],
    [{ code: 'EPIPE' }, true],
    [{ code: 'ENOTFOUND' }, true],
    [{ code: '55000', message: 'database "x" is not currently accepting connections' }, true],
    [{ code: '57P01', message: 'terminating connection due to administrator command' }, true],
    [{ code: '57P03', message: 'the database system is starting up' }, true],
    [{ code: '53300', message: 'too many connections' }, true],
    [{ code: '53100', message: 'disk full' }, true],
    [{ code: '08006' }, true],
    [new Error('timeout exceeded when trying to connect'), true],
    [new Error('Connection terminated unexpectedly'), true],
    [{ code: '57014', message: 'canceling statement due to statement timeout' }, false],
    [{ code: '23505' }, false],
    [new Error('anything else'), false],
    [undefined, false],
  ])('%j means that the database is unavailable: %p', (error, expected) =>
    expect(isUnavailable(error)).toBe(expected),
  );

  it('tells which unique constraint is violated', () => {
    const error = { code: '23505', constraint: 'thing_pkey' };
    expect(violatesUnique('thing_pkey', error)).toBe(true);
    expect(violatesUnique('other_pkey', error)).toBe(false);
    expect(violatesUnique('thing_pkey', { ...error, code: '23503' })).toBe(false);
  });
});
