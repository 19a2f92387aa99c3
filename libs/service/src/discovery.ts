import { globSync } from 'node:fs';
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
export async function discoverServices(tree?: string | URL): Promise<Service[]> {
  const found = await exportsOf(MODULES, tree);
  return found.filter(isService).toSorted((one, other) => one.port - other.port);
}

/** What the files of a tree export whose paths match a pattern, by their paths. @throws Error as `discoverServices` does */
export async function exportsOf(pattern: string, tree: string | URL = OWN_TREE): Promise<unknown[]> {
  const folder = tree instanceof URL ? fileURLToPath(tree) : tree;
  const files = globSync(pattern, { cwd: folder }).toSorted();
  const modules = await Promise.all(
    files.map((file) => import(pathToFileURL(join(folder, file)).href) as Promise<Record<string, unknown>>),
  );
  return modules.flatMap((module) => Object.values(module));
}

const isService = (value: unknown): value is Service =>
  typeof value === 'object' && value !== null && 'migrations' in value && 'port' in value;
