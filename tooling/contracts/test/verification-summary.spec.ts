import { describe, expect, it } from '@jest/globals';
import type { Pact } from '#tooling/pacts';
import { summaryOf } from '../src/verification-summary.js';
import type { VerifiedPact } from '../src/verify-selected.js';

const pact: Pact = { consumer: { name: 'shop' }, provider: { name: 'lamps' }, interactions: [] };
const kept = (more: Partial<VerifiedPact>): VerifiedPact => ({
  pact,
  hash: '1',
  pending: true,
  of: 'latest from main',
  verification: { success: true } as VerifiedPact['verification'],
  ...more,
});

describe('the summary of a verification', () => {
  it('says that failures count from now on, except of a pact that was only asked for', () => {
    expect(summaryOf([kept({})], [], ['lamps']).lines).toEqual([
      'kept for the first time: the pact of shop with lamps, latest from main; a failure counts from now on',
    ]);
    expect(summaryOf([kept({ isAsked: true, of: 'at c9032a57' })], [], ['lamps']).lines).toEqual([
      'kept: the pact of shop with lamps, at c9032a57',
    ]);
  });
});
