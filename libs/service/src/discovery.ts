import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Service } from './service.js';

const MODULES = 'apps/*/src/*.module.js';

/**
 * Finds every service of a build, without a list: the exports of the files `apps/<name>/src/<name>.module.js`.
 * @param dist the folder of the build
 * @returns the services, by port
 * @throws Error when one of these files cannot be loaded
 */
export async function discoverServices(dist: string | URL): Promise<Service[]> {
  const folder = dist instanceof URL ? fileURLToPath(dist) : dist;
  const loading: Promise<Record<string, unknown>>[] = [];
  for await (const file of glob(MODULES, { cwd: folder }))
    loading.push(import(pathToFileURL(join(folder, file)).href));
  return (await Promise.all(loading))
    .flatMap((module) => Object.values(module))
    .filter(isService)
    .toSorted((one, other) => one.port - other.port);
}

const isService = (value: unknown): value is Service =>
  typeof value === 'object' && value !== null && 'migrations' in value && 'port' in value;
