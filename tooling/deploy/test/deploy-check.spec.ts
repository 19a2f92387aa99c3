import { expect, it } from '@jest/globals';
import { busyIn } from '../src/deploy-check.load.js';

const answered = (path: string, problem: string, detail: string) =>
  `POST ${path} answers 503: ${JSON.stringify({ type: `urn:troupe:problem:${problem}`, status: 503, detail })}`;

it.each([
  [answered('/api/signups', 'peer', 'customers does not answer in time. Try again.'), 'customers'],
  [answered('/api/signups', 'full', 'passwords has too many requests at once. Try again.'), 'passwords'],
  [answered('/api/sessions', 'full', 'Too many requests at once: try again in 2 seconds.'), 'passwords'],
  [answered('/api/accounts/1', 'full', 'Too many requests at once: try again in 2 seconds.'), 'loyalty'],
  [answered('/api/accounts/1', 'down', 'loyalty cannot be reached.'), undefined],
  ['GET /api/accounts/1 answers 500: {}', undefined],
  ['fetch failed: connect ECONNREFUSED', undefined],
])('the check of deployments finds in %j that %s was too busy', (failure, service) =>
  expect(busyIn(failure)).toBe(service),
);
