import { discoverServices } from '#libs/service';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

describe('the discovery of services', () => {
  let dist: string;

  const write = async (file: string, text: string) => {
    await mkdir(dirname(join(dist, file)), { recursive: true });
    await writeFile(join(dist, file), text);
  };
  beforeAll(async () => {
    dist = await mkdtemp(join(tmpdir(), 'troupe-discovery-'));
    await write('package.json', '{ "type": "module" }');
    await write(
      'apps/alpha/src/alpha.module.js',
      `export const alpha = { name: 'alpha', port: 4002, migrations: [] };
      export class AlphaModule {}
      export const nothing = null;
      export const widths = { port: 1 };`,
    );
    await write(
      'apps/beta/src/beta.module.js',
      "export const beta = { name: 'beta', port: 4001, migrations: [] };",
    );
    await write('apps/beta/src/lamps.module.js', 'export class LampsModule {}');
    await write('apps/gamma/src/main.js', "throw new Error('not a module');");
    await write('apps/gamma/test/gamma.module.js', "throw new Error('not in src');");
  });
  afterAll(() => rm(dist, { recursive: true }));

  it('finds the services that the modules of the apps export, by port', async () => {
    const services = await discoverServices(dist);
    expect(services.map(({ name }) => name)).toEqual(['beta', 'alpha']);
  });

  it('accepts the folder of the build as a URL too', async () => {
    expect(await discoverServices(pathToFileURL(dist))).toHaveLength(2);
  });

  it('finds none in an empty build', async () => {
    expect(await discoverServices(join(dist, 'apps'))).toEqual([]);
  });

  it('fails when a module cannot be loaded', async () => {
    await write('apps/delta/src/delta.module.js', "throw new Error('broken');");
    await expect(discoverServices(dist)).rejects.toThrow('broken');
    await rm(join(dist, 'apps/delta'), { recursive: true });
  });
});
