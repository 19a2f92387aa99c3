import { consumerPact, regex, type ServiceUnderTest } from '#tooling/testing';
import { expect, it } from '@jest/globals';
import { BadParameters } from '../src/bad-list.js';
import { CatalogClient, Detail, List } from '../src/catalog.client.js';
import { RecordListed, RecordPriceChanged, RecordWithdrawn } from '../src/events.js';
import { storefront } from '../src/storefront.module.js';
import { list, newRecord } from './records.js';

const idOf = (last: number) => `0193a1b2-7c00-7000-8000-${String(last).padStart(12, '0')}`;
const pathOf = (recordId: string) => regex(/^\/records\/[0-9a-f-]{36}$/, `/records/${recordId}`);
const price = { amount: 1299, currency: 'USD' };
const about = { artist: 'Miles Davis', title: 'Kind of Blue', genre: 'Jazz', price };

consumerPact(storefront, 'catalog', (catalog) => {
  const client = (peers: ConstructorParameters<typeof CatalogClient>[0]) => new CatalogClient(peers);
  const listed = { recordId: idOf(701), ...about };
  const detail = { ...listed, label: 'Columbia', year: 1959, tracks: [{ title: 'So What', seconds: 562 }] };

  it('shows a page of records, behind which are more', () =>
    catalog
      .given('more records are for sale than a page shows')
      .uponReceiving('a request for records')
      .withRequest('GET', '/records')
      .willRespondWith(200, List, {
        headers: { link: '<?cursor=IjAxOTNhMWIyIg>; rel="next"' },
        body: { records: [listed] },
      })
      .executeTest(async (peers) => {
        expect(await client(peers).list({})).toEqual({ records: [listed], next: 'IjAxOTNhMWIyIg' });
      }));

  it('searches', () =>
    catalog
      .given('this record is for sale', detail)
      .uponReceiving('a search')
      .withRequest('GET', '/records', { query: { q: 'blue', genre: 'Jazz' } })
      .willRespondWith(200, List, { headers: {}, body: { records: [listed] } })
      .executeTest(async (peers) => {
        const found = await client(peers).list({ q: 'blue', genre: 'Jazz' });
        expect(found).toEqual({ records: [listed], next: undefined });
      }));

  it.each([
    ['a page that there is not', { cursor: 'zzz' }, 'takes the cursor of a Link header', 'no such page'],
    ['characters that do not show themselves', { q: '\u200b' }, 'must not be empty', 'Search for something'],
  ])('learns that there is no list of %s', (what, query, wrong, told) =>
    catalog
      .given('this record is for sale', detail)
      .uponReceiving(`a search for ${what}`)
      .withRequest('GET', '/records', { query })
      .willRespondWith(400, BadParameters, {
        errors: [{ pointer: `/query/${Object.keys(query)[0]}`, detail: wrong }],
      })
      .executeTest(async (peers) => {
        await expect(client(peers).list(query)).rejects.toThrow(told);
      }),
  );

  it('shows a record', () =>
    catalog
      .given('this record is for sale', detail)
      .uponReceiving('a request for a record')
      .withRequest('GET', pathOf(detail.recordId))
      .willRespondWith(200, Detail, detail)
      .executeTest(async (peers) => {
        expect(await client(peers).record(detail.recordId)).toEqual(detail);
      }));

  it('shows a record without a label and a year', () => {
    const { label: _label, year: _year, ...bare } = detail;
    return catalog
      .given('this record without a label and a year is for sale', bare)
      .uponReceiving('a request for a record without a label and a year')
      .withRequest('GET', pathOf(detail.recordId))
      .willRespondWith(200, Detail, bare)
      .executeTest(async (peers) => {
        expect(await client(peers).record(detail.recordId)).toEqual(bare);
      });
  });

  it.each([
    ['was withdrawn', 'this record was withdrawn', 410, idOf(702)],
    ['is unknown', 'this record was never for sale', 404, idOf(703)],
  ])('shows none that %s', (what, state, status, recordId) =>
    catalog
      .given(state, { recordId })
      .uponReceiving(`a request for a record that ${what}`)
      .withRequest('GET', pathOf(recordId))
      .willRespondWith(status)
      .executeTest(async (peers) => {
        expect(await client(peers).record(recordId)).toBeUndefined();
      }),
  );

  const shown = async (service: ServiceUnderTest, recordId: string) =>
    (await service.get(`/shop/records/${recordId}`, { headers: { accept: 'text/html' } })).body as string;

  it('knows a record that is listed', () => {
    const record = { recordId: idOf(711), ...about };
    return catalog
      .given('record.listed.v1 has been published')
      .expectsToReceive(RecordListed, record, { entityversion: 1 })
      .executeTest(async ({ service, hear }) => {
        await hear();
        expect(await shown(service, record.recordId)).toContain('Kind of Blue');
      });
  });

  it('knows its new price', () => {
    const record = newRecord({ recordId: idOf(712) });
    return catalog
      .given('record.price-changed.v1 has been published')
      .expectsToReceive(
        RecordPriceChanged,
        { recordId: record.recordId, price: { amount: 999, currency: 'USD' } },
        { entityversion: 2 },
      )
      .executeTest(async ({ environment, service, hear }) => {
        await list(environment, service, record);
        await hear();
        expect(await shown(service, record.recordId)).toContain('$9.99');
      });
  });

  it('knows that it was withdrawn', () => {
    const record = newRecord({ recordId: idOf(713) });
    return catalog
      .given('record.withdrawn.v1 has been published')
      .expectsToReceive(RecordWithdrawn, { recordId: record.recordId }, { entityversion: 2 })
      .executeTest(async ({ environment, service, hear }) => {
        await list(environment, service, record);
        await hear();
        expect(await shown(service, record.recordId)).toContain('no longer for sale');
      });
  });
});
