import { UserError } from '#tooling/platform';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Block } from './compose-block.js';

const FILE = 'docker-compose.yml';
/** What an operator changes of one service alone. */
const OVERRIDE = 'docker-compose.override.yml';

/**
 * The blocks of docker-compose.yml, changed as docker-compose.override.yml says: as compose does, maps are merged, lists are joined,
 * and anything else is replaced.
 * @throws UserError when the two files disagree about what is a map or a list
 */
export function readBlocks(root: string): Record<string, Block> {
  const read = (file: string) => parse(readFileSync(join(root, file), 'utf8'), { merge: true }) as object;
  const all = existsSync(join(root, OVERRIDE)) ? merged(read(FILE), read(OVERRIDE), '') : read(FILE);
  return (all as { services: Record<string, Block> }).services;
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function merged(one: unknown, other: unknown, path: string): unknown {
  if (one === undefined || one === null) return other;
  if (Array.isArray(one) && Array.isArray(other)) return [...one, ...(other as unknown[])];
  if (isMap(one) && isMap(other))
    return Object.entries(other).reduce<Record<string, unknown>>(
      (all, [key, value]) => ({ ...all, [key]: merged(all[key], value, path ? `${path}.${key}` : key) }),
      one,
    );
  if (typeof one === 'object' || typeof other === 'object')
    throw new UserError(`${OVERRIDE} has another form of ${path} than ${FILE}: write it as it is there.`);
  return other;
}
