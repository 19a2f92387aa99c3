import { describe, expect, it, jest } from '@jest/globals';
import { loadMutant, MUTANTS } from '../src/mutants.js';
import { consult, withServer } from '../src/oracle.js';
import { reportOf } from '../src/report.js';

const KILL_ORDERS = 40;
const MINUTES = 60_000;
jest.setTimeout(10 * MINUTES);

describe('the record shop', () => {
  it(`keeps money, goods and points together through ${KILL_ORDERS} random orders while its services are killed`, async () => {
    const options = { seed: 3, orders: KILL_ORDERS, kills: true };
    const outcome = await withServer((ownerUrl) => consult(ownerUrl, options));
    expect(outcome.violations.length ? reportOf(outcome, options) : '').toBe('');
    expect(outcome.evidence.kills).toBeGreaterThan(0);
  });

  it('is judged by what it does: a broken service is noticed', async () => {
    const mutant = MUTANTS.find(({ name }) => name === 'refunds nothing of a cancelled order')!;
    const options = { seed: 1, orders: 30, patience: 40, instead: [await loadMutant(mutant)] };
    const { violations } = await withServer((ownerUrl) => consult(ownerUrl, options));
    expect(violations.map(({ text }) => text).join('\n')).toMatch(
      /the shop keeps \d+ cents for goods of 0 cents/,
    );
  });
});
