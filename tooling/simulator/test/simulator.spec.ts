import { describe, expect, it } from '@jest/globals';
import * as core from '#libs/messaging';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BROKEN_CORES, brokenText, loadBrokenCore } from '../src/broken-cores.js';
import { explore, type Failure, failureOf, scenarioOfSeed, shrink } from '../src/explore.js';
import { Random } from '../src/random.js';
import type { Scenario } from '../src/scenario.js';
import { Simulation } from '../src/simulation.js';

const HISTORIES = 300;

describe('the messaging core, simulated', () => {
  it(`keeps every invariant in ${HISTORIES} histories`, async () => {
    const { failure, histories } = await explore(core, 1, HISTORIES);
    expect(failure).toBeUndefined();
    expect(histories).toBe(HISTORIES);
  });

  it('gives the same history for the same seed', async () => {
    const historyOf = async (seed: number) =>
      (await new Simulation(core, scenarioOfSeed(seed)).run()).history;
    for (const seed of [7, 82, 6198]) expect(await historyOf(seed)).toEqual(await historyOf(seed));
    expect(await historyOf(7)).not.toEqual(await historyOf(8));
  });

  const folder = join(import.meta.dirname, 'histories');
  const histories = globSync('*.json', { cwd: folder });

  it.each(histories)('keeps every invariant in %s, which failed once', async (file) => {
    const scenario = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Scenario;
    expect(await failureOf(core, scenario)).toBeUndefined();
  });
});

describe('a broken core', () => {
  const named = (name: string) => BROKEN_CORES.find((one) => one.name === name)!;

  it('is caught, and its history is shrunk to what it takes', async () => {
    const broken = await loadBrokenCore(named('handle without the inbox'));
    // A broken core is compiled: it has a libs/database of its own, whose limits the simulated store does not see here.
    const seeds = Array.from({ length: 200 }, (_, at) => at + 1).filter(
      (seed) => !JSON.stringify(scenarioOfSeed(seed)).includes('overrun'),
    );
    let failure: Failure | undefined;
    for (const seed of seeds) failure ??= await failureOf(broken, scenarioOfSeed(seed));
    const small = await shrink(broken, failure!);
    expect(small.violations).toEqual([expect.stringMatching(/^thing-\d took effect 2 times$/)]);
    expect(small.scenario.incidents.length).toBeLessThanOrEqual(failure!.scenario.incidents.length);
    expect(small.scenario.incidents.filter(({ kind }) => kind === 'say')).toHaveLength(1);
  });

  it.each(BROKEN_CORES)('differs from the core: $name', (broken) => {
    expect(brokenText(broken)).toContain(broken.becomes);
  });

  it('must differ from the core', async () => {
    const stale = { ...named('never sweep'), was: 'what no file of the core has' };
    await expect(loadBrokenCore(stale)).rejects.toThrow(/relay\.js has this 0 times instead of once/);
  });
});

describe('pseudo-random numbers', () => {
  it('are the same for the same seed, and spread', () => {
    const numbers = (seed: number) => {
      const random = new Random(seed);
      return Array.from({ length: 1_000 }, () => random.between(0, 9));
    };
    expect(numbers(1)).toEqual(numbers(1));
    expect(numbers(1)).not.toEqual(numbers(2));
    expect(new Set(numbers(1)).size).toBe(10);
  });
});
