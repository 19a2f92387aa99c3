import { describe, expect, it } from '@jest/globals';
import { consult, withServer } from '../src/oracle.js';
import { reportOf } from '../src/report.js';

const ORDERS = 200;

describe('the record shop', () => {
  it(`keeps money, goods and points together through ${ORDERS} random orders`, async () => {
    const options = { seed: 3, orders: ORDERS };
    const outcome = await withServer((ownerUrl) => consult(ownerUrl, options));
    expect(outcome.violations.length ? reportOf(outcome, options) : '').toBe('');
    expect(outcome.evidence.walked).toHaveLength(ORDERS);
  });
});
