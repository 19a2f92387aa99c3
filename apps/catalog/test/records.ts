import type { Answer, ServiceUnderTest } from '#tooling/testing';
import type { Facts } from '../src/facts.js';

export const OPERATOR = { operator: 'merchant' };

export const kindOfBlue: Facts = {
  artist: 'Miles Davis',
  title: 'Kind of Blue',
  label: 'Columbia',
  year: 1959,
  genre: 'Jazz',
  tracks: [{ title: 'So What', seconds: 562 }],
  price: { amount: 1_299, currency: 'USD' },
};

/** A record, which is Kind of Blue unless a test changes it. */
export const listRecord = (service: ServiceUnderTest, different: object = {}): Promise<Answer> =>
  service.post('/records', { ...kindOfBlue, ...different }, { as: OPERATOR });

/** Changes the price, of the version that was read last. */
export async function changePrice(
  service: ServiceUnderTest,
  recordId: string,
  amount: number,
): Promise<Answer> {
  const { headers } = await service.get(`/records/${recordId}`);
  return service.request('PATCH', `/records/${recordId}`, {
    as: OPERATOR,
    body: { price: { amount } },
    headers: { 'if-match': headers.get('etag')! },
  });
}

export const withdraw = (service: ServiceUnderTest, recordId: string): Promise<Answer> =>
  service.request('DELETE', `/records/${recordId}`, { as: OPERATOR });
