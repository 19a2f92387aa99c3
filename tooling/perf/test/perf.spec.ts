import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '#tooling/testing';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { FakePlatform } from './fixtures/fake-platform.js';

describe('npm run perf', () => {
  let platform: FakePlatform;
  let folder: string;
  beforeEach(async () => {
    platform = await FakePlatform.open();
    folder = await mkdtemp(join(tmpdir(), 'troupe-perf-'));
    const isAsked = 'test "$1" = version || test "$6" = none';
    await writeFile(
      join(folder, 'k6'),
      `#!/bin/sh\n${isAsked} || { touch ${folder}/began; exec sleep 60; }\n`,
      {
        mode: 0o755,
      },
    );
  });
  afterEach(async () => {
    await platform.close();
    await rm(folder, { recursive: true });
  });
  const began = () => existsSync(join(folder, 'began'));

  /** With a k6 that never ends by itself. */
  function start(report: string) {
    const args = ['perf/perf', 'top-ten', 'smoke', '--target', platform.url, '--report', report];
    const child = spawn(process.execPath, [resolve('tooling/run.ts'), '--built', ...args], {
      env: { PATH: process.env.PATH, K6_BIN: join(folder, 'k6') },
      timeout: 150_000,
      killSignal: 'SIGKILL',
    });
    return { child, said: text(child.stderr), ended: once(child, 'close') };
  }

  it('refuses a folder that cannot have the report, before the load', async () => {
    const { said, ended } = start('/proc/nope/deeper');
    expect(await ended).toEqual([1, null]);
    expect(await said).toMatch(/^\/proc\/nope\/deeper cannot be written to \(.*\): name another folder\.\n$/);
    expect(began()).toBe(false);
  });

  it('says that there is no report of a run that is interrupted', async () => {
    const { child, said, ended } = start(join(folder, 'reports'));
    await eventually(began);
    child.kill('SIGINT');
    expect(await ended).toEqual([1, null]);
    expect(await said).toBe('Interrupted: no report of this run is written.\n');
  });
});
