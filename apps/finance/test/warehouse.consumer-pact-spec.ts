import { consumerPact, type ServiceUnderTest } from '#tooling/testing';
import { expect, it } from '@jest/globals';
import { ReturnRejected, StockDispatched, StockReserved, StockReturned } from '../src/events.js';
import { finance } from '../src/finance.module.js';
import { columnsOf } from './fixtures/columns-of.js';

consumerPact(finance, 'warehouse', (warehouse) => {
  const id = (number: number) => `0193a1b2-7c00-7000-8000-0000000001${number}`;
  const [customerId, backId, rejectedId, recordId] = [id(61), id(62), id(63), id(64)];
  const datasubject = customerId;
  const saleOf = async (service: ServiceUnderTest, orderId: string) =>
    (await service.get(`/sales/${orderId}`, { as: { operator: 'pacts' } })).body as object;

  it('may charge while the records are reserved', () => {
    const orderId = id(71);
    return warehouse
      .given('stock.reserved.v1 has been published')
      .expectsToReceive(
        StockReserved,
        { orderId, customerId, until: '2026-03-01T12:15:00.000Z' },
        { datasubject },
      )
      .executeTest(async ({ service, hear }) => {
        await hear();
        expect(await columnsOf(service, orderId)).toMatchObject({
          reserved_until: new Date('2026-03-01T12:15:00Z'),
        });
      });
  });

  it('learns that an order is done', () => {
    const orderId = id(72);
    return warehouse
      .given('stock.dispatched.v1 has been published')
      .expectsToReceive(StockDispatched, { orderId, customerId }, { datasubject })
      .executeTest(async ({ service, hear }) => {
        await hear();
        expect(await columnsOf(service, orderId)).toMatchObject({ is_dispatched: true });
      });
  });

  it('owes what came back', () => {
    const orderId = id(73);
    return warehouse
      .given('stock.returned.v1 has been published')
      .expectsToReceive(
        StockReturned,
        { orderId, customerId, returnId: backId, lines: [{ recordId, quantity: 1 }] },
        { entityversion: 3, datasubject },
      )
      .executeTest(async ({ service, hear }) => {
        await hear();
        expect(await saleOf(service, orderId)).toMatchObject({
          refunds: [{ refundId: backId, state: 'due' }],
        });
      });
  });

  it('owes nothing for what was rejected', () => {
    const orderId = id(74);
    return warehouse
      .given('stock.return-rejected.v1 has been published')
      .expectsToReceive(ReturnRejected, { orderId, customerId, returnId: rejectedId }, { datasubject })
      .executeTest(async ({ service, hear }) => {
        await hear();
        expect(await saleOf(service, orderId)).toMatchObject({
          refunds: [{ refundId: rejectedId, state: 'rejected' }],
        });
      });
  });
});
