import { expect, it } from '@jest/globals';
import { problemOf } from '../src/queue-problems.js';

it('tells which queues somebody has deleted, and what to run', () => {
  expect(problemOf({ missing: [{ service: 'loyalty', queue: 'loyalty', hadEvents: true }] })).toBe(
    'The broker lacks the queue loyalty, and what waited there is lost: run `npm run migrate -- loyalty`, then let loyalty hear again what was said meanwhile (`npm run events:replay`).',
  );
  expect(
    problemOf({
      missing: [
        { service: 'orders', queue: 'orders', hadEvents: true },
        { service: 'orders', queue: 'orders.again', hadEvents: true },
        { service: 'email', queue: 'email', hadEvents: true },
      ],
    }),
  ).toBe(
    'The broker lacks the queues orders, orders.again, email, and what waited there is lost: run `npm run migrate -- orders` and `npm run migrate -- email`, then let orders, email hear again what was said meanwhile (`npm run events:replay`).',
  );
});

it('tells of no loss when the queue never had events', () => {
  expect(problemOf({ missing: [{ service: 'friends', queue: 'figures.friends', hadEvents: false }] })).toBe(
    'The broker lacks the queue figures.friends, in which no events waited: run `npm run migrate -- friends`.',
  );
});

it('tells which bindings somebody has deleted, and who has missed events since', () => {
  const heard = {
    service: 'loyalty',
    binding: 'order.paid.v1 from events to the queue loyalty',
    losesEvents: true,
  };
  const said = {
    service: 'orders',
    binding: 'order.paid.v1 from orders.entrance.2 to the exchange events',
    losesEvents: false,
  };
  expect(problemOf({ unbound: [heard, said] })).toBe(
    'The broker lacks the bindings of order.paid.v1 from events to the queue loyalty, order.paid.v1 from orders.entrance.2 to the exchange events, and what was said since has not reached loyalty: run `npm run migrate -- loyalty` and `npm run migrate -- orders`, then let loyalty hear again what was said meanwhile (`npm run events:replay`).',
  );
  expect(problemOf({ missing: [], unbound: [said] })).toBe(
    'The broker lacks the binding of order.paid.v1 from orders.entrance.2 to the exchange events: run `npm run migrate -- orders`.',
  );
  expect(problemOf({})).toBe('');
});

it('tells which policy keeps events from whom', () => {
  const one = (queue: string) => ({ service: 'loyalty', queue, policy: 'alltl', gives: 'message-ttl' });
  expect(problemOf({ policies: [one('loyalty'), one('loyalty.again')] })).toBe(
    `A policy of the broker keeps events from their hearers: alltl (message-ttl), for loyalty, loyalty.again. Exclude these queues from it; what they have lost or locked away is brought back as docs/rabbitmq.md says under "A policy for Troupe's queues".`,
  );
});
