import { DIST, type Patch } from '#tooling/platform';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A module of the build that is loaded before a service, and what it is told. */
export function preload(file: string, parameters: Record<string, string>): URL {
  const url = pathToFileURL(join(DIST, file));
  url.search = String(new URLSearchParams(parameters));
  return url;
}

/** The module that makes a process run a file of the build with one change. */
export const patched = ({ file, was, becomes }: Patch): URL =>
  preload('tooling/chaos/src/preloads/patched.js', { file, was, becomes });
