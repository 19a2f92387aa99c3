import { expect, it } from '@jest/globals';
import { lacking } from '../src/queue-problems.js';

it('tells which queues somebody has deleted, and what to run', () => {
  expect(lacking([{ service: 'loyalty', queue: 'loyalty' }])).toBe(
    'The broker lacks the queue loyalty, and what waited there is lost: run `npm run migrate -- loyalty`, then let loyalty hear again what was said meanwhile (`npm run events:replay`).',
  );
  expect(
    lacking([
      { service: 'orders', queue: 'orders' },
      { service: 'orders', queue: 'orders.again' },
      { service: 'email', queue: 'email' },
    ]),
  ).toBe(
    'The broker lacks the queues orders, orders.again, email, and what waited there is lost: run `npm run migrate -- orders` and `npm run migrate -- email`, then let orders, email hear again what was said meanwhile (`npm run events:replay`).',
  );
});
