import type { Heard } from '#libs/messaging';
import { consumerPact } from '#tooling/testing';
import { expect, it } from '@jest/globals';
import {
  ReturnRejected,
  StockDispatched,
  StockMissing,
  StockReleased,
  StockReserved,
  StockReturned,
} from '../src/events.js';
import { orders } from '../src/orders.module.js';
import { beforeEvents, CUSTOMER } from './before-events.js';

const idOf = (last: number) => `0193a1b2-7c00-7000-8000-${String(last).padStart(12, '0')}`;
const [RETURN, REJECTED] = [{ returnId: idOf(161) }, { returnId: idOf(163) }];
const LINES = [{ recordId: idOf(162), quantity: 1 }];
const UNTIL = '2026-12-01T12:15:00.000Z';

/** What is heard of an order, and what is seen of it then. */
const HEARD: [string, Heard, object, object][] = [
  ['is reserved', StockReserved, { until: UNTIL }, { state: 'reserved', payBy: UNTIL }],
  ['is missing', StockMissing, {}, { state: 'cancelled', reason: 'stock-missing' }],
  ['is released', StockReleased, { reason: 'expired' }, { state: 'cancelled', reason: 'expired' }],
  [
    'is dispatched',
    StockDispatched,
    { trackingId: 'PARCEL-1' },
    { state: 'dispatched', trackingId: 'PARCEL-1' },
  ],
  ['came back', StockReturned, { ...RETURN, lines: LINES }, { state: 'placed' }],
  ['is not taken back', ReturnRejected, { ...REJECTED, reason: 'It is scratched.' }, { state: 'placed' }],
];

consumerPact(orders, 'warehouse', (warehouse) => {
  it.each(HEARD.map((row, at) => [...row, idOf(170 + at)] as const))(
    'learns that an order %s',
    (_what, heard, data, seen, orderId) =>
      warehouse
        .given(`${heard.type} has been published`)
        .expectsToReceive(heard, { orderId, ...data }, { entityversion: 2, datasubject: CUSTOMER })
        .executeTest(async ({ service, hear }) => {
          await beforeEvents(service, orderId);
          await hear();
          const as = { person: CUSTOMER };
          expect((await service.get(`/orders/${orderId}`, { as })).body).toMatchObject(seen);
        }),
  );
});
