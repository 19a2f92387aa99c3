import { globSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { DIST } from './paths.js';

const modules = (): { name: string; file: string }[] =>
  globSync(join('apps', '*', 'src', '*.module.js'), { cwd: DIST })
    .sort()
    .map((file) => ({ name: file.split(sep)[1]!, file: join(DIST, file) }));

/** The names of the services of this build, from their folders: loading the services takes a second. */
export const serviceNames = (): string[] => modules().map(({ name }) => name);

/** Those that have a database, events and a hospital, from the text of their modules. */
export const statefulServiceNames = (): string[] =>
  modules()
    .filter(({ file }) => !/\bstatelessService\(/.test(readFileSync(file, 'utf8')))
    .map(({ name }) => name);

/** One sentence about a service where one with a database or a hospital is needed; undefined unless it has neither. */
export const keepsNothing = (name: string): string | undefined =>
  serviceNames().includes(name) && !statefulServiceNames().includes(name)
    ? `${name} keeps nothing: it has no database, no events and no hospital. Name another service.`
    : undefined;
