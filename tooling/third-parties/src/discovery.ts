import { globSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ThirdParty } from './third-party.js';

/** Finds every third party in `parties/`, in the order of their ports. */
export async function discoverThirdParties(): Promise<ThirdParty[]> {
  const folder = join(import.meta.dirname, 'parties');
  const files = globSync('*.{js,ts}', { cwd: folder, exclude: (name) => name.endsWith('.d.ts') });
  const modules = await Promise.all(files.map((file) => import(pathToFileURL(join(folder, file)).href)));
  return modules
    .flatMap((module) => Object.values(module as Record<string, ThirdParty>))
    .sort((one, other) => one.port - other.port);
}
