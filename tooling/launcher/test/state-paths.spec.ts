import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_DATA, StatePaths } from '../src/state-paths.js';

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'state-paths-'));
});
afterEach(() => rmSync(data, { recursive: true }));

describe('a command that a message advises', () => {
  it('names the folder of the run, and a start its ports, too', async () => {
    const paths = new StatePaths(data);
    expect(paths.advised('npm start')).toBe(`npm start -- --data ${data}`);
    await paths.saveLaunch({ portOffset: 300 });
    expect(paths.advised('npm start')).toBe(`npm start -- --port-offset 300 --data ${data}`);
    expect(paths.advised('npm run migrate -- loyalty')).toBe(`npm run migrate -- loyalty --data ${data}`);
    expect(paths.advisedOptions).toBe(`--data ${data}`);
    expect(new StatePaths(DEFAULT_DATA, 200).advisedOptions).toBe('');
  });

  it('has the ports that a start was given, which may differ from those of the last one', async () => {
    const paths = new StatePaths(data, 0);
    await paths.saveLaunch({ portOffset: 300 });
    expect(paths.advised('npm start')).toBe(`npm start -- --data ${data}`);
    expect(new StatePaths(DEFAULT_DATA, 200).advised('npm start')).toBe('npm start -- --port-offset 200');
  });
});
