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
      Object.entries(
        JSON.parse(read(file)).paths as Record<string, Record<string, { operationId: string }>>,
      ).flatMap(([path, methods]) =>
        Object.entries(methods).map(([method, { operationId }]) => ({
          path,
          'operation-id': operationId,
          name: `${method.toUpperCase()} ${path}`,
        })),
      ),
    );
    const text = read('tooling/fuzz/schemathesis.toml');
    const excused = [...text.matchAll(/^include-(name|path|operation-id)(?:-regex)? = "(.+)"$/gm)];
    expect(excused).toHaveLength(text.split('[[operations]]').length - 1);
    for (const [line, by, pattern = ''] of excused) {
      const finds = operations.some((one) => new RegExp(pattern).test(one[by as keyof typeof one]));
      expect([line, finds]).toEqual([line, true]);
    }
  });
});
