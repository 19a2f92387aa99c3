import { consumerPact } from '#tooling/testing';
import { expect, it } from '@jest/globals';
import { LevelChanged } from '../src/events.js';
import { storefront } from '../src/storefront.module.js';
import { list, newRecord } from './records.js';

consumerPact(storefront, 'warehouse', (warehouse) => {
  it('tells how many of a record are left', () => {
    const record = newRecord({ recordId: '0193a1b2-7c00-7000-8000-000000000721' });
    return warehouse
      .given('stock.level-changed.v1 has been published')
      .expectsToReceive(LevelChanged, { recordId: record.recordId, available: 3 }, { entityversion: 1 })
      .executeTest(async ({ environment, service, hear }) => {
        await list(environment, service, record);
        await hear();
        const { body } = await service.get(`/shop/records/${record.recordId}`, {
          headers: { accept: 'text/html' },
        });
        expect(body).toContain('Only 3 left');
      });
  });
});
