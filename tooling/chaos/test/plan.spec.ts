import { describe, expect, it } from '@jest/globals';
import { linesOf, planFrom, planOf } from '../src/plan.js';
import { targetsOf } from '../src/random-run.js';

const BEGINNING = {
  seed: 7,
  minutes: 10,
  engine: 'postgres',
  isSplit: true,
  doubled: ['beta'],
  late: 'gamma',
} as const;
const SERVICES: Parameters<typeof targetsOf>[0] = [
  { name: 'alpha', settings: { BETA_URL: { peer: 'beta' } } },
  { name: 'beta', settings: {} },
  { name: 'gamma', settings: {} },
  { name: 'door', settings: {}, isStateless: true },
];

const beginning = (more: object = {}) => ({ ...BEGINNING, doubled: [...BEGINNING.doubled], ...more });
const plan = (more: object = {}) => planOf(beginning(more), targetsOf(SERVICES, beginning(more)));

describe('a plan', () => {
  it('is the same for the same seed, and another one for another', () => {
    expect(plan()).toEqual(plan());
    expect(plan({ seed: 8 }).acts).not.toEqual(plan().acts);
  });

  it('comes back from its lines, also out of the output of a run', () => {
    expect(planFrom(`some words\n${linesOf(plan())}\n  12 requests answered`)).toEqual(plan());
  });

  it.each([
    ['This is no plan: its first JSON line must have the seed, the minutes and the engine.', ''],
    ['This is no plan: its first JSON line must', '{"at":1,"do":"reset","way":"beta to the broker"}'],
    ['This line of the plan is no JSON: {"at":1', `${linesOf(plan())}\n{"at":1`],
    ['This is no act of a plan: {"do":"reset"}', `${linesOf(plan())}\n{"do":"reset"}`],
  ])('is refused: %s', (sentence, text) => {
    expect(() => planFrom(text)).toThrow(sentence);
  });

  it('has every kind of act, in order, and leaves time to mend the last', () => {
    const { acts } = plan({ minutes: 60 });
    expect(new Set(acts.map((act) => act.do)).size).toBe(15);
    expect(JSON.stringify(acts)).not.toContain('kill broker');
    expect(JSON.stringify(plan({ minutes: 60, engine: 'rabbitmq' }).acts)).toContain('kill broker');
    expect(acts.map(({ at }) => at)).toEqual(acts.map(({ at }) => at).toSorted((one, other) => one - other));
    expect(acts.at(-1)!.at).toBeLessThan(59.9 * 60_000);
    expect(acts.length).toBeGreaterThan(60 * 40);
  });

  it('kills the server of a broker while a hearer is declared', () => {
    const { acts } = plan({ engine: 'rabbitmq', minutes: 1 });
    const introduced = acts.find((act) => act.do === 'introduce')!.at;
    const killed = acts.filter((act) => act.do === 'kill broker').map(({ at }) => at - introduced);
    expect(killed.some((after) => after >= 0 && after <= 3_000)).toBe(true);
  });

  it('disturbs each process, each replica and each way, but not the service that is late', () => {
    const named = JSON.stringify(plan({ minutes: 60 }).acts);
    for (const name of ['"alpha"', '"beta"', '"beta#2"', '"door"', 'alpha to the broker', 'calls to beta'])
      expect(named).toContain(name);
    expect(named).not.toMatch(/gamma|door to/);
  });

  it('disturbs one process when that has every service', () => {
    const { acts } = plan({ isSplit: false, minutes: 60 });
    expect(new Set(acts.flatMap((act) => ('part' in act ? act.part : [])))).toEqual(new Set(['services']));
  });
});
