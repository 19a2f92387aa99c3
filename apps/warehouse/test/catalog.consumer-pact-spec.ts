import { consumerPact } from '#tooling/testing';
import { expect, it } from '@jest/globals';
import { RecordListed, RecordWithdrawn } from '../src/events.js';
import { warehouse } from '../src/warehouse.module.js';

consumerPact(warehouse, 'catalog', (catalog) => {
  const recordId = '0193a1b2-7c00-7000-8000-000000000401';

  it('gives a listed record its first copies', () =>
    catalog
      .given('record.listed.v1 has been published')
      .expectsToReceive(RecordListed, { recordId }, { entityversion: 1 })
      .executeTest(async ({ service, hear }) => {
        await hear();
        expect((await service.get(`/stock/${recordId}`)).body).toMatchObject({ available: 10 });
      }));

  it('takes no delivery of a withdrawn record', () =>
    catalog
      .given('record.withdrawn.v1 has been published')
      .expectsToReceive(RecordWithdrawn, { recordId }, { entityversion: 2 })
      .executeTest(async ({ service, hear }) => {
        await hear();
        const lines = [{ recordId, quantity: 1 }];
        const answer = await service.put('/deliveries/DN-1', { lines }, { as: { operator: 'ops' } });
        expect(answer).toMatchObject({ status: 409, body: { recordIds: [recordId] } });
      }));
});
