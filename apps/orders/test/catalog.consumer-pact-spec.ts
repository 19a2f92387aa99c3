import { consumerPact } from '#tooling/testing';
import { expect, it } from '@jest/globals';
import { RecordListed, RecordPriceChanged, RecordWithdrawn } from '../src/events.js';
import { orders } from '../src/orders.module.js';
import { forSale, list } from './records.js';

consumerPact(orders, 'catalog', (catalog) => {
  const price = { amount: 1299, currency: 'USD' };
  const recordOf = (recordId: string) => ({
    recordId,
    artist: 'Ella Fitzgerald',
    title: 'Ella in Berlin',
    price,
  });

  it('sells a record that is listed', () => {
    const record = recordOf('0193a1b2-7c00-7000-8000-000000000121');
    return catalog
      .given('record.listed.v1 has been published')
      .expectsToReceive(RecordListed, record, { entityversion: 1 })
      .executeTest(async ({ service, hear }) => {
        await hear();
        expect(await forSale(service, record.recordId)).toEqual([record]);
      });
  });

  it('sells it at its new price', () => {
    const record = recordOf('0193a1b2-7c00-7000-8000-000000000122');
    const changed = { recordId: record.recordId, price: { amount: 999, currency: 'USD' } };
    return catalog
      .given('record.price-changed.v1 has been published')
      .expectsToReceive(RecordPriceChanged, changed, { entityversion: 2 })
      .executeTest(async ({ service, environment, hear }) => {
        await list(environment, service, record);
        await hear();
        expect(await forSale(service, record.recordId)).toEqual([{ ...record, ...changed }]);
      });
  });

  it('no longer sells a record that is withdrawn', () => {
    const record = recordOf('0193a1b2-7c00-7000-8000-000000000123');
    return catalog
      .given('record.withdrawn.v1 has been published')
      .expectsToReceive(RecordWithdrawn, { recordId: record.recordId }, { entityversion: 2 })
      .executeTest(async ({ service, environment, hear }) => {
        await list(environment, service, record);
        await hear();
        expect(await forSale(service, record.recordId)).toEqual([]);
      });
  });
});
