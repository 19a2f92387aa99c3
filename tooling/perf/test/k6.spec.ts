import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { canWriteToPrometheus, findK6, GET_K6, K6_IMAGE } from '../src/k6.js';

describe('k6', () => {
  let home: string;
  let env: NodeJS.ProcessEnv;
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'troupe-k6-'));
    env = { PATH: join(home, 'bin'), HOME: home };
  });
  afterEach(() => rm(home, { recursive: true }));

  const program = async (path: string, script = ''): Promise<string> => {
    const file = join(home, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return file;
  };
  const found = () => findK6(env, home)?.command;

  it('is found by K6_BIN, on the PATH, in the folder of Go, and as an image, in this order', async () => {
    expect(found()).toBeUndefined();
    await program('bin/docker', `test "$1 $2 $3" = "image inspect ${K6_IMAGE}"`);
    expect(found()).toEqual(expect.arrayContaining(['docker', 'run', '--network=host', K6_IMAGE]));
    const ofGo = await program('go/bin/k6');
    expect(found()).toEqual([ofGo]);
    await program('bin/k6');
    expect(found()).toEqual(['k6']);
    env.K6_BIN = await program('mine');
    expect(found()).toEqual([env.K6_BIN]);
  });

  it('is passed over where it does not run', async () => {
    await program('bin/k6', 'exit 1');
    await program('bin/docker', 'exit 1');
    expect(found()).toBeUndefined();
  });

  it('is not replaced by another one where K6_BIN does not run', async () => {
    await program('bin/k6');
    env.K6_BIN = await program('broken', 'exit 1');
    expect(found).toThrow(`K6_BIN names ${env.K6_BIN}, and \`${env.K6_BIN} version\` fails`);
    env.K6_BIN = '';
    expect(found()).toEqual(['k6']);
  });

  it('is asked whether it can write to Prometheus', async () => {
    const types = (names: string) => program('k6', `echo 'available types are: ${names}' >&2; exit 1`);
    const can = async (names: string) => canWriteToPrometheus({ command: [await types(names)], scripts: '' });
    expect(await can('csv, experimental-prometheus-rw, json')).toBe(true);
    expect(await can('csv, json')).toBe(false);
  });

  it('is asked for where it is missing', () => {
    const command = [resolve('tooling/run.ts'), '--built', 'perf/perf', 'mixed', 'smoke'];
    const { status, stderr } = spawnSync(process.execPath, command, { env, encoding: 'utf8' });
    expect([status, stderr]).toEqual([1, `k6 is not installed: ${GET_K6}.\n`]);
  });
});
