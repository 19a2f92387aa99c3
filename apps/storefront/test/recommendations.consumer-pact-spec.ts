import { consumerPact, regex } from '#tooling/testing';
import { expect, it } from '@jest/globals';
import { Recommendations, RecommendationsClient } from '../src/recommendations.client.js';
import { storefront } from '../src/storefront.module.js';

const pathOf = (recordId: string) =>
  regex(/^\/recommendations\/[0-9a-f-]{36}$/, `/recommendations/${recordId}`);

consumerPact(storefront, 'recommendations', (recommendations) => {
  const recordId = '0193a1b2-7c00-7000-8000-000000000731';
  const other = {
    recordId: '0193a1b2-7c00-7000-8000-000000000732',
    artist: 'Miles Davis',
    title: 'Sketches of Spain',
    price: { amount: 1199, currency: 'USD' },
    because: { sentence: 'It is by Miles Davis, too.' },
  };

  it('suggests what goes with a record', () =>
    recommendations
      .given('another record by the artist of this one is for sale', { recordId, other: other.recordId })
      .uponReceiving('a request for what goes with a record')
      .withRequest('GET', pathOf(recordId))
      .willRespondWith(200, Recommendations, { recommendations: [other] })
      .executeTest(async (peers) => {
        expect(await new RecommendationsClient(peers).with(recordId)).toEqual([other]);
      }));

  it('suggests nothing with a record that is unknown', () =>
    recommendations
      .given('no record was listed')
      .uponReceiving('a request for what goes with an unknown record')
      .withRequest('GET', pathOf('0193a1b2-7c00-7000-8000-000000000733'))
      .willRespondWith(404)
      .executeTest(async (peers) => {
        const client = new RecommendationsClient(peers);
        expect(await client.with('0193a1b2-7c00-7000-8000-000000000733')).toEqual([]);
      }));
});
