import { consumerPact, type ServiceUnderTest } from '#tooling/testing';
import { expect, it } from '@jest/globals';
import { RecordListed, RecordPriceChanged, RecordWithdrawn } from '../src/events.js';
import { recommendations } from '../src/recommendations.module.js';
import { list, record } from './records.js';

consumerPact(recommendations, 'catalog', (catalog) => {
  const recordId = '0193a1b2-7c00-7000-8000-000000000501';
  const dearer = '0193a1b2-7c00-7000-8000-000000000502';
  const gone = '0193a1b2-7c00-7000-8000-000000000503';
  const price = { amount: 999, currency: 'USD' };
  const recommended = async (service: ServiceUnderTest, id: string) =>
    (await service.get(`/recommendations/${id}`)).body.recommendations as unknown[];

  it('recommends a listed record', () =>
    catalog
      .given('record.listed.v1 has been published')
      .expectsToReceive(
        RecordListed,
        { recordId, artist: 'Miles Davis', title: 'Kind of Blue', genre: 'Jazz', price },
        { entityversion: 1 },
      )
      .executeTest(async ({ environment, service, hear }) => {
        const [other] = await list(environment, service, record({ artist: 'Miles Davis' }));
        await hear();
        expect(await recommended(service, other!.recordId)).toMatchObject([{ recordId, price }]);
      }));

  it('tells the new price of a record', () =>
    catalog
      .given('record.price-changed.v1 has been published')
      .expectsToReceive(RecordPriceChanged, { recordId: dearer, price }, { entityversion: 2 })
      .executeTest(async ({ environment, service, hear }) => {
        const artist = 'Dearer';
        const [other] = await list(
          environment,
          service,
          record({ artist }),
          record({ recordId: dearer, artist }),
        );
        await hear();
        expect(await recommended(service, other!.recordId)).toMatchObject([{ recordId: dearer, price }]);
      }));

  it('no longer recommends a withdrawn record', () =>
    catalog
      .given('record.withdrawn.v1 has been published')
      .expectsToReceive(RecordWithdrawn, { recordId: gone })
      .executeTest(async ({ environment, service, hear }) => {
        const artist = 'Withdrawn';
        const [other] = await list(
          environment,
          service,
          record({ artist }),
          record({ recordId: gone, artist }),
        );
        await hear();
        expect(await recommended(service, other!.recordId)).toEqual([]);
      }));
});
