import { eventsOf, heard, said } from '#libs/messaging';
import { pactOn } from '#tooling/testing';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { deployedDependents, dependentsOn, type House } from '../src/dependents.js';
import { stepsFor } from '../src/steps.js';

const Lit = said('lamp.lit.v1', z.object({ lampId: z.string() }), { subject: 'lampId' });
const HeardLit = heard('lamp.lit.v1', z.object({}), { from: 'lamps' });
const lamps = { name: 'lamps', settings: {}, events: eventsOf({ noun: 'lamp', Lit }) };
const owls = { name: 'owls', settings: {}, events: eventsOf({}) };
const alone: House = { services: [lamps, owls], pacts: [], flows: [] };
const flow = (service: string) => ({
  flow: 'dusk',
  file: 'contracts/flows/dusk.yaml',
  steps: { light: { service, on: ['dusk.begun.v1'], says: ['lamp.lit.v1'], within: 1_000 } },
});

describe('a service that is to be retired', () => {
  it.each<[string, Partial<House>, string]>([
    [
      'calls it',
      { services: [lamps, { ...owls, settings: { LAMPS_URL: { peer: 'lamps' } } }] },
      'owls calls it (setting LAMPS_URL)',
    ],
    [
      'leads people to it',
      { services: [lamps, { ...owls, settings: { PUBLIC_URL: { link: 'lamps' } } }] },
      'owls leads people to it (setting PUBLIC_URL)',
    ],
    [
      'consumes its events',
      { services: [lamps, { ...owls, events: eventsOf({ HeardLit }) }] },
      'owls consumes lamp.lit.v1 (apps/owls/src/events.ts)',
    ],
    [
      'has a pact with it',
      { pacts: [pactOn('moths', 'lamps', 'watts')] },
      'moths has a pact with it about 1 call (contracts/pacts/moths-lamps.json)',
    ],
    [
      'waits for it',
      { flows: [flow('lamps')] },
      'the flow dusk waits for it (step light of contracts/flows/dusk.yaml)',
    ],
  ])('is kept while another one %s', (_how, change, reason) => {
    expect(dependentsOn('lamps', { ...alone, ...change })).toEqual([reason]);
  });

  it.each([
    ['gateway', 'callers from outside reach every service by it'],
    ['monitor', 'operators have the page, the state of the flows and their alerts from it'],
  ])('is kept when it is the %s, which no contract names', (service, reason) => {
    expect(dependentsOn(service, alone)).toEqual([reason]);
  });

  it('is kept while a deployed version needs it, whatever the sources say', async () => {
    const store = {
      name: 'the ledger',
      consumersOf: (_service: string, environment: string) =>
        Promise.resolve(environment === 'production' ? ['owls'] : []),
    };
    expect(await deployedDependents('lamps', store, ['test', 'production'])).toEqual([
      'owls as deployed in production needs it (the ledger)',
    ]);
  });

  it('can go when only it needs others, or itself', () => {
    const house: House = {
      services: [{ ...lamps, settings: { PUBLIC_URL: { link: 'lamps' } } }, owls],
      pacts: [pactOn('lamps', 'owls', 'hoots')],
      flows: [{ ...flow('owls'), unproved: { lamps: { because: 'it only shines' } } }],
      operations: { lamps: ['GET /api/lamps'], owls: ['GET /api/owls'] },
      mentions: ['test/night.ts', 'test/broken-lamps.spec.ts'],
    };
    expect(dependentsOn('lamps', house)).toEqual([]);
    expect(stepsFor('lamps', house, ['production'])).toEqual([
      'tell the clients of the public API, which loses GET /api/lamps',
      'while it still runs, and once its outbox_pending and retry_waiting are 0: npm run migrate -- lamps --decommission',
      'stop it, and keep its database for as long as somebody may ask for its data',
      'npm run contracts:record -- --service lamps --from production',
      'remove lamps from `unproved` in contracts/flows/dusk.yaml',
      'git rm -r apps/lamps',
      'git rm contracts/pacts/lamps-owls.json',
      'remove what test/night.ts does with apps/lamps',
      'git rm test/broken-lamps.spec.ts',
      'npm run generate',
    ]);
  });

  it('is gone when nothing is left of it', () => {
    expect(stepsFor('lamps', { services: [owls], pacts: [], flows: [] }, [])).toEqual([]);
  });
});
