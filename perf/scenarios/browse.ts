import { check } from 'k6';
import { Journey, type Response } from '../lib/journey.js';
import type { Data, Scenario } from '../lib/load.js';
import { oneOf } from '../lib/random.js';

const isPage = ({ status, body }: Response) => status === 200 && String(body).includes('</html>');

/** Looks at the list of the shop, and at one record. */
export function browse({ records }: Data): void {
  const journey = new Journey();
  check(journey.get('/shop', { step: 'shop' }), { 'is a list of records': isPage });
  const { recordId } = oneOf(records);
  const page = journey.get('/shop/records/{recordId}', { path: { recordId }, step: 'record' });
  check(page, { 'is a record': isPage });
}

export const scenario: Scenario = {
  perMinute: { browse: 300 },
  measures: ['http_req_duration{step:shop}', 'http_req_duration{step:record}'],
};
