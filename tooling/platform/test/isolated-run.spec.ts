import { afterEach, describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { IsolatedRun } from '../src/isolated-run.js';
import { isPortFree } from '../src/ports.js';

describe('an isolated run', () => {
  const runs: IsolatedRun[] = [];
  afterEach(async () => {
    for (const run of runs.splice(0)) await run.close();
  });
  const open = async () => {
    const run = await IsolatedRun.open();
    runs.push(run);
    return run;
  };

  it('shares neither ports nor data with another', async () => {
    const [one, other] = await Promise.all([open(), open()]);
    expect(one.portOffset).not.toBe(other.portOffset);
    expect(one.data).not.toBe(other.data);
    expect(one.launchOptions).toEqual(['--port-offset', String(one.portOffset), '--data', one.data]);
    expect(one.url(4001)).toBe(`http://127.0.0.1:${4001 + one.portOffset}`);
    expect((await stat(one.data)).mode & 0o777).toBe(0o755);
  });

  it('reserves its ports and its folder until it is closed', async () => {
    const run = await IsolatedRun.open();
    expect(await isPortFree(4099 + run.portOffset)).toBe(false);
    await run.close();
    expect(existsSync(run.data)).toBe(false);
  });
});
