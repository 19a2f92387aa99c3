import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { Shipping } from '../src/shipping.js';

const REF = { orderId: 'o1', customerId: 'c1' };

describe('an attempt to send a parcel', () => {
  afterEach(() => void jest.restoreAllMocks());

  /** @param ms until the address is known @returns what was asked of the carrier and of the order */
  async function attempt(ms: number) {
    const asked: string[] = [];
    const fulfilment = {
      pick: async () => ({ step: 'book', mayBeSent: false }),
      dispatch: async (_ref: object, trackingId: string) => void asked.push(`dispatched as ${trackingId}`),
    };
    const customers = {
      find: async () => {
        jest.spyOn(performance, 'now').mockReturnValue(began + ms);
        return { name: {}, address: {} };
      },
    };
    const carrier = { book: async (key: string) => (asked.push(`book ${key}`), 'PARCEL-1') };
    const began = performance.now();
    jest.spyOn(performance, 'now').mockReturnValue(began);
    const shipping = new Shipping(fulfilment as never, customers as never, carrier as never);
    const failure = await shipping.ship('parcel-o1', REF).catch(({ message }: Error) => message);
    return { asked, failure };
  }

  it('books it while the booking counts as on its way', async () => {
    expect(await attempt(19_000)).toEqual({ asked: ['book parcel-o1', 'dispatched as PARCEL-1'] });
  });

  it('asks the carrier nothing after a delay in which somebody else may have asked it and released the order', async () => {
    const { asked, failure } = await attempt(21_000);
    expect(asked).toEqual([]);
    expect(failure).toContain('too late for this attempt to ask the carrier');
  });
});
