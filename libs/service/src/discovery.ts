import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Service } from './service.js';

const MODULES = 'apps/*/src/*.module.{js,ts}';
/** The tree that this file belongs to: the sources, or what the compiler wrote. */
const OWN_TREE = join(import.meta.dirname, '../../..');

/**
 * Finds every service of a tree: what the files `apps/<name>/src/<name>.module` export. Nobody keeps a list of them.
 * @param tree a folder with `apps/` in it
 * @returns the services, by port
 * @throws Error when one of these files cannot be loaded
 */
export async function discoverServices(tree: string | URL = OWN_TREE): Promise<Service[]> {
  const folder = tree instanceof URL ? fileURLToPath(tree) : tree;
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
