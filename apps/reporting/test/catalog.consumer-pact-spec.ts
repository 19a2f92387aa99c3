import { consumerPact } from '#tooling/testing';
import { expect, it } from '@jest/globals';
import { RecordListed } from '../src/events.js';
import { reporting } from '../src/reporting.module.js';

consumerPact(reporting, 'catalog', (catalog) => {
  const record = {
    recordId: '0193a1b2-7c00-7000-8000-000000000401',
    artist: 'Miles Davis',
    genre: 'Jazz',
  };

  it('keeps whose record it is', () =>
    catalog
      .given('record.listed.v1 has been published')
      .expectsToReceive(RecordListed, record, { entityversion: 1 })
      .executeTest(async ({ service, hear }) => {
        await hear();
        expect(await service.tablesWith('Miles Davis')).toEqual(['public.record']);
      }));
});
