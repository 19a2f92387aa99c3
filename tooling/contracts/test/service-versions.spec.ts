import { GitRepository } from '#tooling/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isBefore, versionsSince } from '../src/documents/service-versions.js';

const COMMAND = join(import.meta.dirname, '../../../dist/tooling/contracts/src/versions.main.js');
const MODULE = 'apps/lamps/src/lamps.module.ts';

describe('the version of a service', () => {
  let repository: GitRepository;
  const serve = (version: string, ...paths: string[]) =>
    repository.write(
      'contracts/openapi/lamps.json',
      JSON.stringify({
        info: { title: 'lamps', version },
        paths: Object.fromEntries(paths.map((path) => [path, { get: { responses: {} } }])),
      }),
    );
  const say = (...types: string[]) =>
    repository.write(
      'contracts/asyncapi/lamps.json',
      JSON.stringify({
        info: { title: 'lamps', version: '1.4.2' },
        operations: Object.fromEntries(types.map((type) => [type, { action: 'send' }])),
        channels: Object.fromEntries(
          types.map((type) => [type, { messages: { event: { headers: {}, payload: {} } } }]),
        ),
      }),
    );
  const shine = (version: string, more = '') =>
    repository.write(MODULE, `service({\n  name: 'lamps',\n  version: '${version}',\n});\n${more}`);
  const least = () =>
    versionsSince('main', repository.folder).find(({ service }) => service === 'lamps')?.least;
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [COMMAND, '--since', 'main', ...args], {
      cwd: repository.folder,
      encoding: 'utf8',
    });

  beforeEach(() => {
    repository = new GitRepository();
    serve('1.4.2', '/lamps', '/candles');
    say('lamp.lit.v1');
    shine('1.4.2');
    repository.commit([]);
    repository.git('switch', '--quiet', '--create', 'branch');
  });
  afterEach(() => repository.remove());

  it.each<[string, () => void, string]>([
    ['nothing', () => {}, '1.4.2'],
    ['its sources', () => shine('1.4.2', '// brighter\n'), '1.4.3'],
    ['a new source', () => repository.write('apps/lamps/src/wick.ts', ''), '1.4.3'],
    ['its tests', () => repository.write('apps/lamps/test/lamps.spec.ts', ''), '1.4.2'],
    ['other sources', () => repository.write('apps/owls/src/owls.ts', ''), '1.4.2'],
    ['one more operation', () => serve('1.4.2', '/lamps', '/candles', '/moons'), '1.5.0'],
    ['one more event', () => say('lamp.lit.v1', 'lamp.dimmed.v1'), '1.5.0'],
    ['an operation less', () => serve('1.4.2', '/lamps'), '2.0.0'],
    ['an event less', () => say(), '2.0.0'],
    ['an operation instead of another', () => serve('1.4.2', '/lamps', '/moons'), '2.0.0'],
  ])('follows from what has changed: %s', (_what, change, wanted) => {
    change();
    expect(least()).toBe(wanted);
  });

  it('is refused while it is too small, and can be written', () => {
    serve('1.4.3', '/lamps');
    shine('1.4.3');
    const { status, stdout } = run();
    expect(stdout).toBe(
      'too small lamps: was 1.4.2, is 1.4.3, at least 2.0.0: GET /candles is gone\n' +
        'Raise them: npm run contracts:versions -- --since main --write, and then npm run generate.\n' +
        '0 of 1 versions of services are large enough for what changed since main\n',
    );
    expect(status).toBe(1);
    expect(run('--write')).toMatchObject({ status: 0, stdout: expect.stringContaining('written   lamps') });
    expect(readFileSync(join(repository.folder, MODULE), 'utf8')).toContain("  version: '2.0.0',\n");
  });

  it('may be larger than it must be', () => {
    serve('3.0.0', '/lamps');
    shine('3.0.0');
    expect(run()).toMatchObject({ status: 0 });
  });

  it('may begin anywhere, but not with none', () => {
    repository.write(
      'contracts/openapi/owls.json',
      JSON.stringify({ info: { version: '0.0.0' }, paths: {} }),
    );
    expect(run().stdout).toContain('too small owls: was none, is 0.0.0, at least 1.0.0: it is new');
    repository.write(
      'contracts/openapi/owls.json',
      JSON.stringify({ info: { version: '0.1.0' }, paths: {} }),
    );
    expect(run()).toMatchObject({ status: 0 });
  });

  it('is compared by its numbers', () => {
    expect([isBefore('1.9.0', '1.10.0'), isBefore('2.0.0', '1.10.0'), isBefore('1.0.0', '1.0.0')]).toEqual([
      true,
      false,
      false,
    ]);
  });
});
