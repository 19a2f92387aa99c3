import { expect, it } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Interaction, interactionName, type Pact } from '#tooling/pacts';
import { interactionCoverage, coverageLine, coverageSummary } from '../src/interaction-coverage.js';

const look = (state: string): Interaction => ({
  type: 'Synchronous/HTTP',
  description: `a look while ${state}`,
  providerStates: [{ name: state, params: { watts: 7 } }],
  request: { method: 'GET', path: '/lamps/1' },
  response: { status: 200 },
});
const [lit, dark] = [look('it is lit'), look('it is dark')];
const event: Interaction = {
  type: 'Asynchronous/Messages',
  description: 'a lamp event',
  contents: { content: {}, contentType: 'application/json' },
  metadata: {},
};
const pact: Pact = {
  consumer: { name: 'switch' },
  provider: { name: 'lamps' },
  interactions: [lit, event, dark],
};

it('names the HTTP interactions that no service test covers', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'coverage-'));
  const file = join(folder, 'covered');
  const record = (...covered: Interaction[]) =>
    writeFileSync(file, covered.map((one) => `${coverageLine(pact, interactionName(one))}\n`).join(''), {
      flag: 'a',
    });
  const summary = () => coverageSummary(interactionCoverage(file, [pact]));

  expect(interactionCoverage(file, [pact])).toMatchObject({ total: 2, uncovered: { length: 2 } });
  record(lit, lit);
  expect(summary()).toBe(
    '1 of 2 interactions are covered by service tests; not covered:\n  switch-lamps.json: a look while it is dark',
  );
  record(dark);
  expect(summary()).toBe('2 of 2 interactions are covered by service tests');
  await rm(folder, { recursive: true });
});
