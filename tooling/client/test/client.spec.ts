import { describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import {
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { httpCollection } from '../src/http-collection.js';

const ROOT = join(import.meta.dirname, '../../..');
const CLIENT = join(ROOT, 'contracts/client');
const MODULES = realpathSync(join(ROOT, 'node_modules'));
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

describe('the package', () => {
  it('has every file that it lists', () => {
    const { files } = JSON.parse(readFileSync(join(CLIENT, 'package.json'), 'utf8')) as { files: string[] };
    expect(globSync('*', { cwd: CLIENT })).toEqual(expect.arrayContaining(files));
    expect(files).toContain('forms.js');
  });
});

describe('the README', () => {
  it('tells how to install it with what it needs, from a clone without that', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'client-'));
    try {
      const [, command = ''] =
        /^(npm install .*)$/m.exec(readFileSync(join(CLIENT, 'README.md'), 'utf8')) ?? [];
      cpSync(CLIENT, join(folder, 'clone/contracts/client'), { recursive: true });
      mkdirSync(join(folder, 'app'));
      writeFileSync(join(folder, 'app/package.json'), '{}');
      const needed = ['openapi-fetch', 'openapi-typescript-helpers'].map((name) => join(MODULES, name));
      const install = `${command.replace('/path/to/troupe', '../clone')} ${needed.join(' ')} --offline`;
      const used = `node -e "import('troupe-client').then(({ createTroupe }) => createTroupe())"`;
      const script = ['-euc', `${install}\n${used}`];
      const installed = promisify(execFile)('bash', script, { cwd: join(folder, 'app') });
      await expect(installed).resolves.toBeDefined();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('the collection of requests', () => {
  const made = {
    201: { content: { 'application/json': { example: { thingId: 'a-thing', aToken: 'x y' } } } },
  };
  const put = (more: object = {}) => ({ operationId: 'changeThing', ...more });
  const of = (path: string, put: object, others: object = {}) =>
    httpCollection({
      info: { version: '1.0.0' },
      servers: [{ url: 'http://a' }],
      paths: {
        '/things': { post: { operationId: 'makeThing', responses: made } },
        [path]: { put, ...others },
      } as never,
    });
  const body = (type: string, example: object) => ({ requestBody: { content: { [type]: { example } } } });

  it('has variables for what is in a path, which earlier answers fill, and a token where one is needed', () => {
    const text = of('/things/{thingId}', put({ security: [{ bearer: [] }] }));
    expect(text).toContain(
      '@baseUrl = http://a\n@accessToken = \n@thingId = {{makeThing.response.body.thingId}}\n',
    );
    expect(text).toContain('PUT {{baseUrl}}/things/{{thingId}}\nauthorization: Bearer {{accessToken}}\n');
  });

  it('has a variable for each kind of token', () => {
    expect(of('/password-resets/{token}/again', put())).toContain(
      '/password-resets/{{passwordResetToken}}/again',
    );
    expect(of('/verifications/{token}', put())).toContain('@verificationToken = \n');
  });

  it('sends the headers that are required, If-Match from the answer to a read', () => {
    const parameters = ['if-match', 'x-kind', 'x-more'].map((name) => ({
      name,
      in: 'header',
      required: name !== 'x-more',
    }));
    const text = of('/things/{thingId}', put({ parameters }), { get: { operationId: 'getThing' } });
    expect(text).toContain('if-match: {{getThing.response.headers.etag}}\nx-kind: {{xKind}}\n');
  });

  it('sends the examples of the document, with what an earlier answer has', () => {
    expect(of('/a', put(body('application/json', { size: 4, thingId: 'a-thing' })))).toContain(
      '{\n  "size": 4,\n  "thingId": "{{thingId}}"\n}',
    );
    expect(
      of('/a', put(body('application/x-www-form-urlencoded', { hint: 'a-thing', token: 'x y' }))),
    ).toContain('\nhint=a-thing&token={{aToken}}\n');
  });

  it('sends what a query must have, ids of an earlier answer among it', () => {
    const parameters = ['things', 'unit', 'more'].map((name) => ({
      name,
      in: 'query',
      required: name !== 'more',
      example: 'a b',
    }));
    expect(of('/a', put({ parameters }))).toContain('/a?things={{thingId}}&unit=a%20b\n');
  });

  it('takes the values of a thing from the list that tells its id', () => {
    const part = { partId: 'p', cost: { cents: 5, in: 'EUR' } };
    const answers = (example: object) => ({ 200: { content: { 'application/json': { example } } } });
    const others = { get: { operationId: 'listParts', responses: answers({ parts: [part] }) } };
    const used = { cents: 7, use: [{ partId: 'q', cost: { cents: 7, in: 'USD' } }] };
    const text = of('/parts', put(body('application/json', used)), others);
    expect(text).toContain('@cents = {{listParts.response.body.parts[0].cost.cents}}\n');
    expect(text.replaceAll(/\s/g, '')).toContain(
      '{"cents":7,"use":[{"partId":"{{partId}}","cost":{"cents":{{cents}},"in":"{{in}}"}}]}',
    );
  });

  it('needs no client where anybody may send it', () => {
    expect(of('/a', put({ security: [{ basic: [] }, {}] }))).not.toContain('authorization');
  });

  it('is in the order in which it can be sent: a change after a read of its version, a deletion at the end', () => {
    const match = { parameters: [{ name: 'if-match', in: 'header', required: true }] };
    const one = (operationId: string) => ({ operationId });
    const text = httpCollection({
      info: { version: '1.0.0' },
      paths: {
        '/things/{thingId}': { delete: one('drop'), get: one('read'), patch: { ...one('change'), ...match } },
        '/things/{thingId}/uses': { post: one('use') },
        '/things': { get: one('list'), post: { ...one('make'), responses: made } },
      } as never,
    });
    const names = [...text.matchAll(/@name (\w+)/g)].map(([, name]) => name);
    expect(names).toEqual(['make', 'use', 'list', 'read', 'change', 'drop']);
  });

  it('leaves out what is deprecated', () => {
    expect(of('/a', put({ deprecated: true }))).not.toContain('PUT');
  });
});
