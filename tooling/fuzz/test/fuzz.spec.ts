import { describe, expect, it } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { argumentsOf } from '../src/schemathesis.js';

const ROOT = join(import.meta.dirname, '../../..');
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');

describe('npm run fuzz', () => {
  it('divides the cases of a document among its operations', () => {
    const fuzzing = { document: 'a.json', url: 'http://a', token: 't', seed: 7, isQuick: false };
    const examples = (operations: number, cases: number) =>
      argumentsOf({ ...fuzzing, operations, cases }).find((one) => one.startsWith('--max-examples'));
    expect(examples(8, 300)).toBe('--max-examples=38');
    expect(examples(8, 1)).toBe('--max-examples=1');
  });

  it('is given patterns that tools without JavaScript understand', () => {
    for (const file of globSync('contracts/openapi/*.json', { cwd: ROOT }))
      expect([file, /"pattern": ".*\\\\p\{.*/.exec(read(file))?.[0]]).toEqual([file, undefined]);
  });

  it('excuses only operations that exist', () => {
    const operations = globSync('contracts/openapi/!(public).json', { cwd: ROOT }).flatMap((file) =>
      Object.entries(JSON.parse(read(file)).paths as Record<string, object>).flatMap(([path, methods]) =>
        Object.keys(methods).map((method) => ({ path, name: `${method.toUpperCase()} ${path}` })),
      ),
    );
    const text = read('tooling/fuzz/schemathesis.toml');
    const names = [...text.matchAll(/^include-name = "(.+)"$/gm)].map(([, name]) => name);
    const patterns = [...text.matchAll(/^include-path-regex = "(.+)"$/gm)].map(([, one = '']) => one);
    expect(names.length + patterns.length).toBe(text.split('[[operations]]').length - 1);
    for (const name of names) expect(operations.map((one) => one.name)).toContain(name);
    for (const pattern of patterns)
      expect([pattern, operations.some(({ path }) => new RegExp(pattern).test(path))]).toEqual([
        pattern,
        true,
      ]);
  });
});
