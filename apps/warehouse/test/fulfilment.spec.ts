import { expect, it } from '@jest/globals';
import { Fulfilment } from '../src/fulfilment.js';

/** Sweeps one order that was found to be overdue. @param now what it is once it is locked @returns how it was decided on */
async function swept(now: object): Promise<string[]> {
  const decided: string[] = [];
  const order = { orderId: 'o1', customerId: null, lines: [], isPaid: true, isOverdue: true, ...now };
  const orders = {
    due: async () => [order],
    lockKnown: async () => order,
    decide: async (_tx: object, _id: string, state: string) => void decided.push(state),
  };
  const database = { inTransaction: (work: (tx: object) => unknown) => work({ afterCommit: [] }) };
  const none = {} as never;
  const stock = { release: async () => {} };
  const metrics = { count: () => ({ add: () => {} }) };
  const fulfilment = new Fulfilment(
    database as never,
    orders as never,
    stock as never,
    none,
    none,
    none,
    none,
    none,
    { metrics } as never,
  );
  await fulfilment.releaseOverdue(9).catch(() => {});
  return decided;
}

it('leaves an order alone whose parcel is being picked since the sweep has found it overdue', async () => {
  expect(await swept({ state: 'picking', isLeft: false })).toEqual([]);
  expect(await swept({ state: 'picking', isLeft: true })).toEqual(['released']);
});
