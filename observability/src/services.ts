import type { Service } from '#libs/service';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** `apps/` beside this file, as sources or as built. */
const APPS = join(import.meta.dirname, '../../apps');

/** Every service of the house, by name: whatever an `apps/<name>/src/<name>.module` exports. */
export async function discoverServices(apps = APPS): Promise<Service[]> {
  const files = globSync('*/src/*.module.{js,ts}', { cwd: apps });
  const modules = await Promise.all(files.map((file) => import(pathToFileURL(join(apps, file)).href)));
  return modules
    .flatMap((module) => Object.values(module as Record<string, unknown>))
    .filter(isService)
    .sort((a, b) => a.port - b.port);
}

const isService = (value: unknown): value is Service =>
  typeof value === 'object' && value !== null && 'migrations' in value && 'port' in value;
