import { beforeAll, describe, expect, it } from '@jest/globals';
import { heard, said } from '#libs/messaging';
import type { Service } from '#libs/service';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { CHECKS, type ContractInventory } from '../src/coverage.js';
import { type Interaction, readPacts } from '../src/pact-file.js';

const Lamp = z.object({ lampId: z.string() });
const lit = said('lamp.lit.v1', Lamp, { subject: 'lampId' });

const service = (
  name: string,
  events: Partial<Service['events']>,
  peer?: string,
): ContractInventory['services'][number] => ({
  name,
  events: { said: [], heard: [], effects: [], ...events },
  settings: peer ? { PEER_URL: { peer } } : {},
});
const lamps = service('lamps', { noun: 'lamp', said: [lit] });
const night = service('night', { noun: 'night', heard: [heard(lit.type, Lamp, { from: 'lamps' })] }, 'lamps');
const pact = (consumer: string, provider: string) => ({
  consumer: { name: consumer },
  provider: { name: provider },
  interactions: [
    { type: 'Asynchronous/Messages', metadata: { type: lit.type } },
    { type: 'Synchronous/HTTP' },
  ] as Interaction[],
});
const spec = (consumer: string, provider: string) =>
  `apps/${consumer}/test/${provider}.consumer-pact-spec.ts`;
const whole: ContractInventory = {
  services: [lamps, night],
  pacts: [pact('night', 'lamps')],
  specs: [spec('night', 'lamps')],
  verifications: ['apps/lamps/test/lamps.provider-pact-spec.ts'],
};

const events = (inventory: ContractInventory) => ({
  ...inventory,
  pacts: inventory.pacts.map((one) => ({ ...one, interactions: [one.interactions[0] as Interaction] })),
});
const calls = (inventory: ContractInventory) => ({
  ...inventory,
  pacts: inventory.pacts.map((one) => ({ ...one, interactions: [one.interactions[1] as Interaction] })),
});

/** By check, an inventory with one gap, and the problem that the check reports. */
const GAPS: Record<keyof typeof CHECKS, [ContractInventory, string]> = {
  'every noun belongs to one service': [
    { ...whole, services: [lamps, service('candles', { noun: 'lamp' })] },
    'lamps: lamp: candles has the same noun; rename one',
  ],
  'every consumed event is published by one service': [
    { ...whole, services: [night] },
    'night consumes lamp.lit.v1: no service publishes it',
  ],
  'every consumed event names the service that publishes it': [
    { ...whole, services: [lamps, service('night', { heard: [heard(lit.type, Lamp, { from: 'moons' })] })] },
    'night consumes lamp.lit.v1: it names moons, but lamps publishes it; correct its events.ts',
  ],
  'every consumed event is in a pact with the service that publishes it': [
    calls(whole),
    'night consumes lamp.lit.v1: expect it in apps/night/test/lamps.consumer-pact-spec.ts',
  ],
  'every consumed event about a person is read with datasubject': [
    {
      ...whole,
      services: [
        service('lamps', {
          said: [said('lamp.lit.v1', Lamp, { subject: 'lampId', person: 'lampId' })],
        }),
        night,
      ],
    },
    'night consumes lamp.lit.v1: messaging forgets a person by datasubject, so add it to the attributes of heard()',
  ],
  'every event of a pact is declared by its consumer': [
    { ...whole, services: [lamps, service('night', {})] },
    'night expects lamp.lit.v1 of lamps: its events.ts does not declare it; run npm run contracts:update',
  ],
  'every called service is in a pact with its caller': [
    events(whole),
    'night calls lamps: expect its responses in apps/night/test/lamps.consumer-pact-spec.ts',
  ],
  'every pact is written by a spec': [
    { ...whole, specs: [] },
    'night-lamps.json: there is no apps/night/test/lamps.consumer-pact-spec.ts; write it, or run npm run contracts:update',
  ],
  'every consumer spec has its pact': [
    { ...whole, specs: [...whole.specs, spec('night', 'moons')] },
    'apps/night/test/moons.consumer-pact-spec.ts: its pact is not accepted; run npm run contracts:update',
  ],
  'every provider in a pact verifies it': [
    { ...whole, verifications: [] },
    'night-lamps.json: there is no apps/lamps/test/lamps.provider-pact-spec.ts; write it',
  ],
};

const problemsOf = (check: string, inventory: ContractInventory): string[] =>
  (CHECKS[check]?.(inventory) ?? []).flatMap(({ subject, problem }) =>
    problem ? [`${subject}: ${problem}`] : [],
  );

describe('an inventory without gaps', () => {
  it.each(Object.keys(CHECKS))('passes: %s', (check) => {
    expect(CHECKS[check]?.(whole)).not.toEqual([]);
    expect(problemsOf(check, whole)).toEqual([]);
  });
});

describe('an inventory with a gap', () => {
  it.each(Object.keys(CHECKS))('fails: %s', (check) => {
    const [inventory, problem] = GAPS[check] ?? [];
    expect(problemsOf(check, inventory as ContractInventory)).toContain(problem);
  });
});

describe('the inventory of this repository', () => {
  const root = join(import.meta.dirname, '../../..');
  const inventory: ContractInventory = { services: [], pacts: readPacts(), specs: [], verifications: [] };

  beforeAll(async () => {
    const found = globSync('apps/*/src/*.module.ts', { cwd: root }).sort();
    const modules = await Promise.all(
      found.map((file) => import(join(root, file)) as Promise<Record<string, Service>>),
    );
    inventory.services = modules
      .flatMap((module) => Object.values(module))
      .filter((one) => one.events && one.settings);
    expect(inventory.services).toHaveLength(found.length);
    inventory.specs = globSync('apps/*/test/*.consumer-pact-spec.ts', { cwd: root });
    inventory.verifications = globSync('apps/*/test/*.provider-pact-spec.ts', { cwd: root });
  });

  it.each(Object.keys(CHECKS))('%s', (check) => {
    const findings = CHECKS[check]?.(inventory) ?? [];
    const well = findings.filter(({ problem }) => !problem);
    process.stdout.write(`${check}: ${well.length} of ${findings.length}\n`);
    expect(problemsOf(check, inventory)).toEqual([]);
  });
});
