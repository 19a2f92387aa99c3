import { ROOT } from '#tooling/platform';
import { expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const { packages } = JSON.parse(read('package-lock.json')) as {
  packages: Record<string, { engines?: { node?: string } }>;
};
const ranges = new Set(Object.values(packages).flatMap(({ engines }) => engines?.node ?? []));

/** Whether `npm ci` has nothing to warn of: the version is in the range of every package. */
function isInEveryRange(version: string): boolean {
  const semver = join(ROOT, 'node_modules/semver/bin/semver.js');
  const args = [semver, version, ...[...ranges].flatMap((range) => ['--range', range])];
  return spawnSync(process.execPath, args).status === 0;
}

it('npm ci does not warn of the version of Node that the README recommends', () => {
  const [, recommended = ''] = /Node (\d+\.\d+) or later is recommended/.exec(read('README.md')) ?? [];
  expect(isInEveryRange(`${recommended}.0`)).toBe(true);
  expect(isInEveryRange('20.20.0')).toBe(false);
});
