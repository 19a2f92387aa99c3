import { expect, it } from '@jest/globals';
import { lacking } from '../src/queue-problems.js';

it('tells which queues somebody has deleted, and what to run', () => {
  expect(lacking([{ service: 'loyalty', queue: 'loyalty', hadEvents: true }])).toBe(
    'The broker lacks the queue loyalty, and what waited there is lost: run `npm run migrate -- loyalty`, then let loyalty hear again what was said meanwhile (`npm run events:replay`).',
  );
  expect(
    lacking([
      { service: 'orders', queue: 'orders', hadEvents: true },
      { service: 'orders', queue: 'orders.again', hadEvents: true },
      { service: 'email', queue: 'email', hadEvents: true },
    ]),
  ).toBe(
    'The broker lacks the queues orders, orders.again, email, and what waited there is lost: run `npm run migrate -- orders` and `npm run migrate -- email`, then let orders, email hear again what was said meanwhile (`npm run events:replay`).',
  );
});

it('tells of no loss when the queue never had events', () => {
  expect(lacking([{ service: 'friends', queue: 'figures.friends', hadEvents: false }])).toBe(
    'The broker lacks the queue figures.friends, in which no events waited: run `npm run migrate -- friends`.',
  );
});
