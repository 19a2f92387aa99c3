import { expect, it } from '@jest/globals';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../../..');

it('nest-cli.json lists every app and every lib', async () => {
  const { projects } = JSON.parse(await readFile(join(ROOT, 'nest-cli.json'), 'utf8'));
  const folders = [];
  for (const parent of ['apps', 'libs']) {
    for (const name of await readdir(join(ROOT, parent))) {
      const { root, type, sourceRoot, entryFile } = projects[name] ?? {};
      expect({ name, root, sourceRoot }).toEqual({
        name,
        root: `${parent}/${name}`,
        sourceRoot: `${parent}/${name}/src`,
      });
      expect([type, entryFile]).toEqual(parent === 'apps' ? ['application', 'main'] : ['library', 'index']);
      folders.push(name);
    }
  }
  expect(Object.keys(projects).sort()).toEqual(folders.sort());
});
