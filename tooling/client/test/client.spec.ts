import { describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { httpCollection } from '../src/http-collection.js';

const ROOT = join(import.meta.dirname, '../../..');
const CLIENT = join(ROOT, 'contracts/client');
const COMPILER = join(ROOT, 'node_modules/native-typescript/bin/tsc');
/** What a consumer's strict project sets; the declarations are checked, too. */
const STRICT =
  '--ignoreConfig --noEmit --strict --noUncheckedIndexedAccess --module nodenext --target es2024';

describe('the typed client', () => {
  it('compiles strictly with its tour, and without any', async () => {
    const options = [...STRICT.split(' '), '--lib', 'es2024,dom,dom.iterable', '--types', 'node'];
    await promisify(execFile)(process.execPath, [COMPILER, ...options, join(CLIENT, 'tour.ts')], {
      cwd: ROOT,
    });
    for (const file of globSync('*.ts', { cwd: CLIENT })) {
      const code = readFileSync(join(CLIENT, file), 'utf8').replaceAll(/\/\*.*?\*\/|\/\/.*$/gms, '');
      expect([file, /\bany\b/.exec(code)?.[0]]).toEqual([file, undefined]);
    }
  });

  it('is toured in 60 lines of code', () => {
    const lines = readFileSync(join(CLIENT, 'tour.ts'), 'utf8').split('\n');
    expect(lines.filter((line) => line.trim() && !/^\s*(\/?\*|\/\/)/.test(line)).length).toBeLessThanOrEqual(
      60,
    );
  });
});

describe('the collection of requests', () => {
  const of = (operation: object) =>
    httpCollection({
      info: { version: '1.0.0' },
      servers: [{ url: 'http://a' }],
      paths: { '/things/{thingId}': { put: { operationId: 'changeThing', ...operation } } },
      components: {
        schemas: { Thing: { type: 'object', properties: { size: { type: 'integer', minimum: 3 } } } },
      },
    });

  it('has variables for what is in a path, and a token where one is needed', () => {
    const text = of({ security: [{ bearer: [] }] });
    expect(text).toContain('@baseUrl = http://a\n@accessToken = \n@thingId = \n');
    expect(text).toContain('PUT {{baseUrl}}/things/{{thingId}}\nauthorization: Bearer {{accessToken}}\n');
  });

  it('sends the example of the document, or a value that fits the schema', () => {
    const schema = { $ref: '#/components/schemas/Thing' };
    const body = (media: object) => of({ requestBody: { content: { 'application/json': media } } });
    expect(body({ schema })).toContain('"size": 3');
    expect(body({ schema, examples: { one: { value: { size: 4 } } } })).toContain('"size": 4');
  });

  it('leaves out what is deprecated', () => {
    expect(of({ deprecated: true })).not.toContain('PUT');
  });
});
