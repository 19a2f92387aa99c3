import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { linesWith } from '../src/log-lines.js';
import { StatePaths } from '../src/state-paths.js';

const ID = 'my-first-signup';
const line = (msg: string) =>
  JSON.stringify({
    level: 'info',
    time: '2026-01-01T00:00:00.000Z',
    service: 'loyalty',
    correlation_id: ID,
    msg,
  });
const torn = line('torn').slice(0, -5);

describe('files that other processes write', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'troupe-log-lines-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const read = async (...lines: string[]) => {
    const file = join(folder, 'loyalty.log');
    writeFileSync(file, lines.join('\n'));
    const { found, torn } = await linesWith(ID, file);
    return { found: found.map(({ msg }) => msg), torn };
  };

  it('have no line of another id that only contains this one', async () => {
    const other = (id: string) => line('other').replace(ID, id);
    const lines = [line('mine'), other(`${ID}-2`), other(`not-${ID}`), other(ID.replaceAll('-', '.'))];
    expect(await read(...lines)).toEqual({ found: ['mine'], torn: 0 });
  });

  it.each([
    ['at the end', [line('one'), torn], ['one'], 1],
    ['in the middle', [line('one'), torn, line('two')], ['one', 'two'], 1],
    [
      'with the next one behind it',
      [line('one'), torn + line('two'), line('three')],
      ['one', 'two', 'three'],
      1,
    ],
    ['that is JSON and no line of a log', [line('one'), JSON.stringify({ [ID]: {} })], ['one'], 1],
    ['of no interest', [line('one'), torn.replace(ID, 'another-id')], ['one'], 0],
    ['that says why a process could not start', [line('one'), `Error: ${ID}`], ['one'], 0],
  ])('may have a torn line %s, which is skipped and counted', async (_where, lines, found, count) => {
    expect(await read(...lines)).toEqual({ found, torn: count });
  });

  it('may be torn as a whole, like the settings of the last launch', async () => {
    const paths = new StatePaths(folder);
    writeFileSync(join(folder, 'launch.json'), '{"portOff');
    expect(paths.lastLaunch()).toBeUndefined();
    await paths.saveLaunch({ portOffset: 7 } as never);
    expect(paths.lastLaunch()).toEqual({ portOffset: 7 });
  });
});
