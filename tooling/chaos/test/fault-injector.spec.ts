import { ChildProcess, eventually } from '#tooling/platform';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChaosPlatform } from '../src/chaos-platform.js';
import { FaultInjector } from '../src/fault-injector.js';
import { Part } from '../src/part.js';

const HIT_MS = 50;
const STOP = { do: 'fail at', part: 'loyalty', point: 'relay.publishing', passage: 1, blow: 'stop' } as const;
/** Passes a failpoint, and says whether it goes on. */
const PASSES = `
  import { channel } from 'node:diagnostics_channel';
  channel('troupe.failpoint.relay.publishing').publish({ id: '1', type: 'a' });
  console.log('went on');
  setInterval(() => {}, 1_000);`;
const IDLE = 'setInterval(() => {}, 1_000)';

let folder: string;
let part: Part;
let started: URL[][];
let said: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'troupe-injector-'));
  [started, said] = [[], ''];
});
afterEach(async () => {
  await part.kill();
  rmSync(folder, { recursive: true });
});

/** What disturbs one part, which runs this program. */
function injectorOf(program: string, hitMs?: number): FaultInjector {
  part = new Part('loyalty', (preloads) => {
    started.push(preloads);
    const imports = preloads.flatMap(({ href }) => [
      '--import',
      href.replace('/dist/', '/').replace('.js?', '.ts?'),
    ]);
    const args = [...imports, '--input-type=module', '--eval', program];
    return ChildProcess.startNode('loyalty', args, { output: (text) => void (said += text) });
  });
  const platform = {
    part: () => part,
    emptyFile: async (name: string) => {
      const file = join(folder, name);
      writeFileSync(file, '');
      return file;
    },
  };
  return new FaultInjector(platform as unknown as ChaosPlatform, hitMs);
}

describe('a blow at a failpoint', () => {
  it('stops a process for a while', async () => {
    await injectorOf(PASSES).perform({ ...STOP, ms: 20 });
    await eventually(() => said.includes('went on'));
    expect(started).toHaveLength(1);
  });

  it('does not come when it is too late: nobody would mend it', async () => {
    const performing = injectorOf(IDLE, HIT_MS).perform(STOP);
    await expect(performing).rejects.toThrow('loyalty never passed relay.publishing');
    expect(started).toEqual([[expect.any(URL)], []]);
  });
});
