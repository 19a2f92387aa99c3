import { PeerFailure } from '#libs/service';
import { describe, expect, it } from '@jest/globals';
import { isUnsent } from '../src/carrier.client.js';

describe('a booking that failed', () => {
  const failed = (peer: string, kind: PeerFailure['kind'], code?: string) =>
    new PeerFailure(peer, kind, kind, { cause: code && { code } });

  it.each<[string, Error]>([
    ['the carrier was not called', failed('carrier', 'circuit open')],
    ['the carrier is full', failed('carrier', 'full')],
    ['nobody listens', failed('carrier', 'unreachable', 'ECONNREFUSED')],
    ['customers does not say where the recipient lives', failed('customers', 'timeout')],
  ])('has certainly booked nothing when %s', (_what, error) => expect(isUnsent(error)).toBe(true));

  it.each<[string, Error]>([
    ['the answer is late', failed('carrier', 'timeout')],
    ['the carrier fails', failed('carrier', '5xx')],
    ['the connection breaks', failed('carrier', 'unreachable', 'ECONNRESET')],
    ['the carrier answers something else', failed('carrier', 'contract')],
    ['something else went wrong', new Error('no memory')],
  ])('may have booked the parcel when %s', (_what, error) => expect(isUnsent(error)).toBe(false));
});
