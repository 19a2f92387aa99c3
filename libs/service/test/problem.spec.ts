import { describe, expect, it } from '@jest/globals';
import { PeerUnavailable, Unavailable } from '../src/common-problems.js';
import { problemOf } from '../src/problem.js';

describe('a problem', () => {
  it.each([
    [{ code: '55P03', message: 'canceling statement due to lock timeout' }],
    [{ code: '57014', message: 'canceling statement due to statement timeout' }],
    [{ code: '40001', message: 'could not serialize access' }],
    [{ code: 'ECONNREFUSED', message: 'connect ECONNREFUSED 127.0.0.1:5432' }],
    [new Error('Client has encountered a connection error and is not queryable')],
  ])('asks the caller to try again when the database cannot do the work now: %j', (error) => {
    expect(problemOf(error)).toMatchObject({
      type: 'urn:troupe:problem:unavailable',
      status: 503,
      detail: 'The database of the service is not available. Try again in 5 seconds.',
      retryAfter: 5,
    });
  });

  it.each([PeerUnavailable, Unavailable])(
    'does not promise that what did not answer did nothing: $code',
    ({ advice }) => {
      expect(advice).toContain('A change may have been done, or be done yet.');
      expect(advice).toContain('under the same `Idempotency-Key`');
    },
  );

  it('says nothing of an error that is ours', () => {
    expect(problemOf({ code: '42P01', message: 'relation "thing" does not exist' })).toMatchObject({
      status: 500,
      detail: 'The service failed. Quote the correlationId when you report this.',
    });
  });
});
