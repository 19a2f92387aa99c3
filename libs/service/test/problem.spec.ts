import { describe, expect, it } from '@jest/globals';
import { problemOf } from '../src/problem.js';

describe('a problem', () => {
  it.each([
    [{ code: '55P03', message: 'canceling statement due to lock timeout' }],
    [{ code: '57014', message: 'canceling statement due to statement timeout' }],
    [{ code: '40001', message: 'could not serialize access' }],
    [new Error('Client has encountered a connection error and is not queryable')],
  ])('asks the caller to try again when the database cannot do the work now: %j', (error) => {
    expect(problemOf(error)).toMatchObject({
      type: 'urn:troupe:problem:unavailable',
      status: 503,
      detail: 'Our database does not answer in time. Try again in 5 seconds.',
      retryAfter: 5,
    });
  });

  it('says nothing of an error that is ours', () => {
    expect(problemOf({ code: '42P01', message: 'relation "thing" does not exist' })).toMatchObject({
      status: 500,
      detail: 'The service failed. Quote the correlationId when you report this.',
    });
  });
});
