import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { withCoverage } from '../src/pacts/branch-coverage.js';
import { untakenWays } from '../src/pacts/untaken-ways.js';

/** A service that says a lamp is lit under conditions of each kind, some of them where only its callers decide. */
const LAMPS = `
  const isBright = (watts) => watts === undefined ? false : watts > 60;
  function kindOf(watts) {
    switch (watts) {
      case 0: return 'off';
      default: return undefined;
    }
  }
  export class Lamps {
    constructor(said) { this.outbox = { add: async (event) => void said.push(event) }; }
    async light(watts, isKnown) {
      if (isKnown) return;
      if (isBright(watts) && watts < 100) await this.say(kindOf(watts) ?? 'bright');
      else await this.say(kindOf(watts) || 'dim');
    }
    async say(event) { await this.outbox.add(event); }
    async forget(isKnown) { if (isKnown) await this.outbox.add('forgotten'); }
    look(isKnown) { return isKnown ? 'lit' : 'out'; }
  }
`;

describe('the ways that no example takes', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lamps-'));
    writeFileSync(join(folder, 'lamps.mjs'), LAMPS);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const light = async (examples: [watts?: number, isKnown?: boolean][], reasons = {}) => {
    const said: string[] = [];
    const { scripts } = await withCoverage('/lamps-', async () => {
      const { href } = pathToFileURL(join(folder, 'lamps.mjs'));
      const { Lamps } = (await import(href)) as {
        Lamps: new (said: string[]) => {
          light: (watts?: number, isKnown?: boolean) => Promise<void>;
          look(): void;
        };
      };
      const lamps = new Lamps(said);
      for (const example of examples) await lamps.light(...example);
      lamps.look();
    });
    return untakenWays(scripts, reasons);
  };
  const named = (untaken: string[]) => untaken.map((one) => one.replace(/^lamps\.mjs: (.*) \(line.*$/, '$1'));

  it('are named with file, condition and line, and what to do', async () => {
    const { untaken } = await light([[70]]);
    expect(untaken).toContain(
      'lamps.mjs: isKnown is never true (line 12): add a case to a state, or the reason to `untaken`',
    );
  });

  it('are those of each kind of condition on which an event depends', async () => {
    const { untaken } = await light([[70]]);
    expect(named(untaken)).toEqual([
      'isKnown is never true',
      'isBright(watts) && watts < 100 is never false',
      'isBright(watts) is never false',
      'kindOf(watts) is never there',
      'watts === undefined is never true',
      '0 is never true',
    ]);
  });

  it('are none when the examples take all, or a reason is given', async () => {
    const examples: [number?, boolean?][] = [[70], [0], [], [70, true], [200]];
    const what = 'lamps.mjs: kindOf(watts) is never there';
    const { ways, untaken } = await light(examples, { [what]: 'no bright lamp is off' });
    expect({ ways, untaken }).toEqual({ ways: 14, untaken: [] });
  });

  it('cannot have a reason when no condition has the name', async () => {
    expect((await light([[70]], { 'lamps.mjs: gone is never true': '' })).untaken).toContain(
      'lamps.mjs: gone is never true: no condition has this name: remove it from `untaken`',
    );
  });
});
