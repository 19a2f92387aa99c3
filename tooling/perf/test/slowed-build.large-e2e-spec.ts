import { LaunchedPlatform, RunningPlatform, StatePaths } from '#tooling/launcher';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { perf } from '../src/perf.js';
import type { LoadResult } from '../src/result.js';
import { k6, missedIn, withK6 } from './fixtures/with-k6.js';

/** The fault by which each new customer takes a second. */
const SLOW = 'sign-ups-slow';

withK6('a platform slowed on purpose', () => {
  let platform: LaunchedPlatform;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'troupe-perf-'));
    platform = await LaunchedPlatform.start(resolve('.'), process.env);
    const running = await RunningPlatform.find(new StatePaths(platform.data, platform.portOffset));
    await running!.turn(SLOW, 'on');
  });
  afterAll(async () => {
    await platform.stop();
    await rm(folder, { recursive: true });
  });

  it('fails the smoke workload, and the report says which objective is missed', async () => {
    const target = platform.urlOf('gateway');
    const wanted = {
      scenario: 'sign-up',
      workload: 'smoke',
      target,
      folder,
      replaced: { SECONDS: '5', VUS: '20' },
    };
    expect(await perf(k6, resolve('.'), process.env, wanted)).toBe(1);
    const files = (await readdir(folder)).toSorted();
    const [html, json] = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
    expect(missedIn(JSON.parse(json!) as LoadResult)).toContain('http_req_duration{step:signup} p(95)<500');
    expect(html).toContain('Missed: ');
  });
});
