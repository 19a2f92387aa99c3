import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CHANGELOGS } from '../src/documents/changelog.js';
import { compareSince, MEANT } from '../src/documents/since.js';

const COMMAND = join(import.meta.dirname, '../../../dist/tooling/contracts/src/breaking.main.js');
const BREAK = 'lamps: GET /lamps is gone';

const lamps = (...paths: string[]) =>
  JSON.stringify({
    info: { title: 'lamps' },
    paths: Object.fromEntries(paths.map((path) => [path, { get: { responses: {} } }])),
  });

describe('documents since a revision', () => {
  let folder: string;
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=Ann', '-c', 'user.email=ann@example.org', ...args], {
      cwd: folder,
      stdio: 'pipe',
    });
  const put = (file: string, text: string) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  const commit = (subject: string) => {
    git('add', '.');
    git('commit', '--quiet', '--message', subject);
  };
  const serve = (...paths: string[]) => put('contracts/openapi/lamps.json', lamps(...paths));
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [COMMAND, '--since', 'main', ...args], { cwd: folder, encoding: 'utf8' });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'since-'));
    git('init', '--quiet', '--initial-branch', 'main');
    serve('/lamps', '/candles');
    commit('Serve lamps');
    git('switch', '--quiet', '--create', 'branch');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('may gain something', () => {
    serve('/lamps', '/candles', '/moons');
    const { status, stdout } = run();
    expect(stdout).toMatch(
      /^1 of 1 documents of main \([0-9a-f]{12}\) were compared: 0 breaking changes, 0 accepted\n$/,
    );
    expect(status).toBe(0);
  });

  it('are told from what others added to the main branch in the meantime', () => {
    git('switch', '--quiet', 'main');
    serve('/lamps', '/candles', '/moons');
    commit('Serve moons');
    git('switch', '--quiet', 'branch');
    expect(compareSince('main', folder)).toMatchObject({ breaks: [] });
  });

  it('break by what is gone, be it committed or not', () => {
    serve('/candles');
    expect(compareSince('main', folder)).toMatchObject({ breaks: [BREAK] });
    commit('Serve no lamps');
    expect(compareSince('main', folder)).toMatchObject({ documents: 1, breaks: [BREAK], meant: [] });
  });

  it('break the build, with the advice what to do', () => {
    serve('/candles');
    const { status, stdout } = run();
    expect(stdout).toMatch(
      new RegExp(`^breaking {2}${BREAK}\nRevert the change, or accept it: add its line to ${MEANT}`),
    );
    expect(status).toBe(1);
    expect(JSON.parse(run('--output', 'json').stdout)).toMatchObject({
      documents: 1,
      breaks: [BREAK],
      meant: [],
    });
  });

  it('may break when it was meant', () => {
    serve('/candles');
    put(MEANT, `- ${BREAK}\n  Nobody needs them.\n`);
    expect(compareSince('main', folder)).toMatchObject({ breaks: [], meant: [BREAK] });
  });

  it('may not break because it was meant once', () => {
    put(MEANT, `- ${BREAK}\n`);
    commit('Mean a break');
    git('branch', '--quiet', '--force', 'main');
    serve('/candles');
    expect(compareSince('main', folder)).toMatchObject({ breaks: [BREAK], meant: [] });
  });

  describe('of the public API', () => {
    const PUBLIC = 'contracts/openapi/public.json';
    const LOG = CHANGELOGS[PUBLIC];
    const FIRST = '# Changes\n\n## 0.1.0\n\nThe first version.\n';
    beforeEach(() => {
      git('switch', '--quiet', 'main');
      put(PUBLIC, lamps('/lamps', '/candles'));
      put(LOG, FIRST);
      commit('Open lamps to the public');
      git('switch', '--quiet', '--force-create', 'branch');
    });
    const open = (...paths: string[]) => put(PUBLIC, lamps(...paths));
    const log = () => readFileSync(join(folder, LOG), 'utf8');

    it('must be in its changelog, which the command writes', () => {
      open('/lamps', '/candles', '/moons');
      const { status, stdout } = run();
      expect(stdout).toMatch(
        /^unwritten contracts\/changes\/public.md: - GET \/moons is new\nWrite it into the changelog: npm run contracts:breaking -- --since main --write/,
      );
      expect(status).toBe(1);
      expect(run('--write')).toMatchObject({ status: 0 });
      expect(log()).toBe(FIRST.replace('## 0.1.0', '## 0.1.1\n\nAdded:\n\n- GET /moons is new\n\n## 0.1.0'));
      expect(run()).toMatchObject({ status: 0 });
    });

    it('get one version for each branch, which its worst change decides', () => {
      open('/lamps', '/candles', '/moons');
      run('--write');
      open('/candles', '/moons');
      run('--write');
      expect(log()).toContain(
        '## 0.2.0\n\nBreaking:\n\n- GET /lamps is gone\n\nAdded:\n\n- GET /moons is new\n\n## 0.1.0',
      );
      expect(log()).not.toContain('0.1.1');
    });
  });

  it('need a revision to be compared with', () => {
    const { status, stderr } = spawnSync(process.execPath, [COMMAND], { cwd: folder, encoding: 'utf8' });
    expect(stderr).toMatch(/^--since is missing\.\nUsage: /);
    expect(status).toBe(2);
  });

  it('are unknown without the revision', () => {
    git('branch', '--quiet', '--delete', '--force', 'main');
    const { status, stderr } = run();
    expect(stderr).toMatch(
      /^Cannot tell where this branch left main: check the name; git fetch origin main:main/,
    );
    expect(status).toBe(1);
  });

  it('are unknown where there were none', () => {
    git('rm', '--quiet', '-r', 'contracts');
    commit('Serve nothing');
    git('branch', '--quiet', '--force', 'main');
    expect(() => compareSince('main', folder)).toThrow('main had no documents yet');
  });
});
