import { DIST } from '#tooling/platform';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const FOLDER = join(DIST, 'tooling/perf/src/compare/contenders');
/** From the least to the most; others come last. */
const ORDER = ['fastify', 'nest-rabbitmq', 'nest-rabbitmq-acks', 'pg-boss', 'pg-boss-one-database'];

/** The names of all contenders. */
export function contenderNames(): string[] {
  const names = readdirSync(FOLDER).flatMap((file) => /^(.*)\.js$/.exec(file)?.[1] ?? []);
  const rank = (name: string) => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);
  return names.toSorted((one, other) => rank(one) - rank(other) || one.localeCompare(other));
}

/** The URL of the module of a contender. */
export const fileOf = (name: string): string => pathToFileURL(join(FOLDER, `${name}.js`)).href;
