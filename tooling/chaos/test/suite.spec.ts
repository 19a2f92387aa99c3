import { FAILPOINTS } from '#libs/messaging';
import { BROKEN_CORES } from '#tooling/simulator';
import { describe, expect, it } from '@jest/globals';
import { BROKEN_BUILDS } from '../src/broken-builds.js';
import { FAULTS } from '../src/faults/catalogue.js';
import { faultNamed } from '../src/suite.js';

describe('the fault suite', () => {
  it('has a name for each fault, and does something or says why not', () => {
    const names = FAULTS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { name, acts, run, missing } of FAULTS)
      expect([name, Boolean(acts ?? run ?? missing)]).toEqual([name, true]);
  });

  it('fails at every failpoint', () => {
    const used = JSON.stringify(FAULTS.flatMap(({ acts = [], run }) => [...acts, String(run)]));
    for (const point of FAILPOINTS) expect(used).toContain(point);
  });

  it('knows each core that it breaks, and the fault that reveals it', () => {
    for (const { core, fault } of BROKEN_BUILDS) {
      expect(BROKEN_CORES.map(({ name }) => name)).toContain(core);
      expect(() => faultNamed(fault)).not.toThrow();
    }
    expect(() => faultNamed('nothing')).toThrow('There is no fault "nothing".');
  });
});
