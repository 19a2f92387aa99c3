import { ROOT } from '#tooling/platform';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SERVICES = readdirSync(join(ROOT, 'apps'));
const DIGEST = `sha256:${'a'.repeat(64)}`;

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'troupe-images-'))));
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs the script with a program in place of docker, which writes down what it is asked. */
function build(existing: string[], env: Record<string, string>) {
  const found = existing.map((image) => `*" ${image}") exit 0 ;;\n`).join('');
  writeFileSync(
    join(folder, 'docker'),
    `#!/bin/sh
echo "$*" >>"${folder}/asked"
case "$*" in
*Manifest.Digest*) echo ${DIGEST} ;;
${found}*"imagetools inspect"*) exit 1 ;;
esac
`,
    { mode: 0o755 },
  );
  const { status, stderr, stdout } = spawnSync('bash', [join(ROOT, '.github/build-images')], {
    env: { PATH: `${folder}:${process.env.PATH}`, ...env },
    encoding: 'utf8',
  });
  const asked = status === 0 ? readFileSync(join(folder, 'asked'), 'utf8').split('\n') : [];
  return { status, stderr, stdout, built: asked.filter((line) => line.startsWith('buildx build ')) };
}
const ENV = { REGISTRY: 'registry.example', REVISION: 'abc' };

it('builds one image for each service, with its packages and provenance, on a base that is pinned', () => {
  const { built } = build([], ENV);
  expect(built.map((line) => /--tag (\S+)/.exec(line)?.[1])).toEqual(
    SERVICES.map((service) => `registry.example/troupe/${service}:abc`),
  );
  for (const [at, line] of built.entries()) {
    expect(line).toContain('--sbom=true --provenance=mode=max');
    expect(line).toMatch(new RegExp(`--build-context (\\S+):\\S+=docker-image://\\1@${DIGEST}`));
    expect(line).toContain(`--build-arg SERVICE=${SERVICES[at]} `);
  }
});

it('builds no commit twice', () => {
  const { built, stdout } = build(['registry.example/troupe/loyalty:abc'], ENV);
  expect(built).toHaveLength(SERVICES.length - 1);
  expect(stdout).toContain('registry.example/troupe/loyalty:abc is there already');
});

it('says what it lacks', () => {
  expect(build([], { REVISION: 'abc' })).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('REGISTRY'),
  });
});
