import { globSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Service } from './service.js';

/** `apps/` of the tree that this file belongs to: the sources, or what the compiler wrote. */
const APPS = join(import.meta.dirname, '../../../apps');

/**
 * Finds every service: each object with migrations and a port that an `apps/<name>/src/<name>.module` exports.
 * @param apps the folder of the services
 * @returns the services in the order of their ports
 */
export async function discoverServices(apps = APPS): Promise<Service[]> {
  const files = globSync('*/src/*.module.{js,ts}', { cwd: apps });
  const modules = await Promise.all(files.map((file) => import(pathToFileURL(join(apps, file)).href)));
  return modules
    .flatMap((module) => Object.values(module as Record<string, unknown>))
    .filter(isService)
    .sort((one, other) => one.port - other.port);
}

const isService = (value: unknown): value is Service =>
  typeof value === 'object' && value !== null && 'migrations' in value && 'port' in value;
