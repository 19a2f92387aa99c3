import { check } from 'k6';
import { Journey } from '../lib/journey.js';
import type { Scenario } from '../lib/load.js';

/** Reads the top ten. */
export function topTen(): void {
  const response = new Journey().get('/top10', { step: 'top-ten' });
  check(response, { 'is a list': (found) => Array.isArray(found.json('boys')) });
}

export const scenario: Scenario = {
  perMinute: { topTen: 3_000 },
  measures: ['http_req_duration{step:top-ten}'],
};
