import { type ServiceUnderTest, consumerPact } from '#tooling/testing';
import { expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { StockDispatched, StockReturned } from '../src/events.js';
import { recommendations } from '../src/recommendations.module.js';

consumerPact(recommendations, 'warehouse', (warehouse) => {
  const customerId = '0193a1b2-7c00-7000-8000-000000000521';
  const recordId = '0193a1b2-7c00-7000-8000-000000000522';
  const lines = [{ recordId, quantity: 2 }];
  const about = { datasubject: customerId };
  const basket = async (service: ServiceUnderTest, orderId: string) => {
    const { rows } = await sql`select sent, returned from basket where order_id = ${orderId}`.execute(
      service.database.query,
    );
    return rows;
  };

  it('learns what a customer was sent', () => {
    const orderId = '0193a1b2-7c00-7000-8000-000000000523';
    return warehouse
      .given('stock.dispatched.v1 has been published')
      .expectsToReceive(StockDispatched, { orderId, customerId, lines }, about)
      .executeTest(async ({ service, hear }) => {
        await hear();
        expect(await basket(service, orderId)).toEqual([{ sent: 2, returned: 0 }]);
      });
  });

  it('learns what came back', () => {
    const orderId = '0193a1b2-7c00-7000-8000-000000000524';
    return warehouse
      .given('stock.returned.v1 has been published')
      .expectsToReceive(StockReturned, { orderId, customerId, lines }, about)
      .executeTest(async ({ service, hear }) => {
        await hear(); // before it was sent
        expect(await basket(service, orderId)).toEqual([{ sent: 0, returned: 2 }]);
      });
  });
});
