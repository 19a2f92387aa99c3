import { check, sleep } from 'k6';
import { Journey } from '../lib/journey.js';
import type { Scenario } from '../lib/load.js';

const READ_MS = 2_000;
const BIRTH_AFTER_S = 0.5;
const NAME = 'STREAMED';

/** Follows the log of registrations for a while, in which there is a birth. */
export async function stream(): Promise<void> {
  const journey = new Journey();
  const reading = journey.readFor(READ_MS, '/stream');
  sleep(BIRTH_AFTER_S);
  const response = journey.post('/baby', { body: { name: NAME, sex: 'female' }, step: 'birth' });
  check(response, { 'is registered': ({ status }) => status === 201 });
  check(await reading, { 'tells the birth': (text) => text.includes(NAME) });
}

export const scenario: Scenario = {
  perMinute: { stream: 120 },
  measures: ['http_req_duration{step:birth}'],
};
