import { globSync } from 'node:fs';
import { join, sep } from 'node:path';
import { DIST } from './paths.js';

/** The names of the services of this build, from their folders: loading the services takes a second. */
export const serviceNames = (): string[] =>
  globSync(join('apps', '*', 'src', '*.module.js'), { cwd: DIST })
    .map((file) => file.split(sep)[1]!)
    .sort();
