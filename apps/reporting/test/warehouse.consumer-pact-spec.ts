import { consumerPact } from '#tooling/testing';
import { expect, it } from '@jest/globals';
import { StockDispatched, StockReturned } from '../src/events.js';
import { reporting } from '../src/reporting.module.js';
import { factsOf } from './heard-facts.js';

consumerPact(reporting, 'warehouse', (warehouse) => {
  const datasubject = '0193a1b2-7c00-7000-8000-000000000431';
  const [sent, back] = ['0193a1b2-7c00-7000-8000-000000000432', '0193a1b2-7c00-7000-8000-000000000433'];
  const recordId = '0193a1b2-7c00-7000-8000-000000000434';
  const returnId = '0193a1b2-7c00-7000-8000-000000000435';
  const lines = [{ recordId, quantity: 2 }];

  it('counts the copies that were sent', () =>
    warehouse
      .given('stock.dispatched.v1 has been published')
      .expectsToReceive(StockDispatched, { orderId: sent, lines }, { entityversion: 2, datasubject })
      .executeTest(async ({ service, hear }) => {
        await hear();
        expect(await factsOf(service, sent)).toMatchObject([{ kind: 'dispatch', recordId, copies: 2 }]);
      }));

  it('counts the copies that came back', () =>
    warehouse
      .given('stock.returned.v1 has been published')
      .expectsToReceive(StockReturned, { orderId: back, returnId, lines }, { entityversion: 3, datasubject })
      .executeTest(async ({ service, hear }) => {
        await hear();
        expect(await factsOf(service, back)).toMatchObject([{ kind: 'return', recordId, copies: 2 }]);
      }));
});
