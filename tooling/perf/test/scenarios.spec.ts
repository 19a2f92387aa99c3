import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';

const main = readFileSync('perf/main.ts', 'utf8');
const document = readFileSync('docs/performance.md', 'utf8');

/** Where a file of `perf/` must be named. */
const placesOf = (folder: 'scenarios' | 'workloads', table: string) =>
  readdirSync(`perf/${folder}`).map((file) => {
    const name = file.replace('.ts', '');
    const [, entries = ''] = new RegExp(`const ${table} = {([^}]*)}`).exec(main) ?? [];
    return {
      name,
      isInTable: new RegExp(`(^|[\\s,'])${name}[',:\\s]`).test(entries),
      isDocumented: document.includes(`| \`${name}\` `),
    };
  });

describe.each([
  ['scenarios', 'SCENARIOS'],
  ['workloads', 'WORKLOADS'],
] as const)('each of the %s', (folder, table) => {
  it.each(placesOf(folder, table))('$name can be run, and is documented', (places) => {
    expect(places).toEqual({ name: places.name, isInTable: true, isDocumented: true });
  });
});
