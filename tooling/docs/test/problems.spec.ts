import { ProblemType, problemTypes } from '#libs/messaging';
import { discoverServices } from '#libs/service';
import { ROOT, staleFiles } from '#tooling/platform';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { globSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { problemFiles } from '../src/problems.js';

/** Kinds that the sources declare by a code of their own; those of OAuth have theirs from the name of the error. */
const declaredIn = (sources: string[]): string[] =>
  sources.flatMap((source) => [
    ...[...source.matchAll(/\bproblemType\(\{\s*code: '([^']+)'/g)].map(([, code]) => code!),
    ...[...source.matchAll(/= oauthProblem\(\s*'([^']+)'/g)].map(
      ([, name]) => `oauth.${name!.replaceAll('_', '-')}`,
    ),
  ]);

const documentOf = (type: string) => ({
  info: { title: 'things' },
  paths: { '/things': { get: { responses: { 409: { schema: { enum: [type] } } } } } },
});
const USED_UP = {
  code: 'thing.used-up',
  status: 409,
  meaning: 'There is no thing left.',
  advice: 'Make one first.',
};
const usedUp = new ProblemType(USED_UP);

describe('the pages of problems', () => {
  let declared: string[];
  let listed: ProblemType[];
  let sources: string[];
  let documents: ReturnType<typeof documentOf>[];

  beforeAll(async () => {
    await discoverServices();
    sources = globSync('{apps,libs}/*/src/**/*.ts', { cwd: ROOT }).map((file) =>
      readFileSync(join(ROOT, file), 'utf8'),
    );
    declared = declaredIn(sources).toSorted();
    // Other tests in this process declare kinds of their own.
    listed = problemTypes().filter(({ code }) => declared.includes(code));
    documents = globSync('contracts/openapi/*.json', {
      cwd: ROOT,
      exclude: ['contracts/openapi/public.json'],
    }).map((file) => JSON.parse(readFileSync(join(ROOT, file), 'utf8')));
  });

  it('are those of the code, all of them and no others', () => {
    const pages = globSync('docs/problems/*.md', { cwd: ROOT }).map((file) => file.slice(14, -3));
    expect(listed.map(({ code }) => code)).toEqual(declared);
    expect(pages.filter((page) => page !== 'README').toSorted()).toEqual(declared);
    expect(staleFiles(problemFiles(listed, documents), ROOT)).toEqual([]);
    process.stdout.write(`pages of problems: ${pages.length - 1} of ${listed.length}\n`);
  });

  it('fail that check if one is missing, or left over', () => {
    expect(declaredIn([...sources, "problemType({\n  code: 'thing.new',"])).toContain('thing.new');
    expect(declared).not.toContain('thing.new');
    const generated = problemFiles([usedUp], [documentOf(usedUp.type)]);
    const empty = mkdtempSync(join(tmpdir(), 'problems-'));
    expect(staleFiles(generated, empty).map(({ why }) => why)).toEqual(['missing', 'missing']);
    expect(staleFiles(generated, ROOT)).toEqual(
      expect.arrayContaining([
        { file: 'docs/problems/thing.used-up.md', why: 'missing' },
        { file: 'docs/problems/not-found.md', why: 'left over' },
      ]),
    );
  });

  it('are refused for a kind with which nothing answers', () => {
    expect(() => problemFiles([usedUp], [])).toThrow(/^No operation answers with thing\.used-up: name it in/);
    const where = 'Operators meet it.';
    expect(() => problemFiles([new ProblemType({ ...USED_UP, where })], [])).not.toThrow();
  });

  it('are refused for an answer that is not declared', () => {
    expect(() => problemFiles([], [documentOf(usedUp.type)])).toThrow(
      'These problems are not declared: thing.used-up of things. Declare each by problemType().',
    );
  });

  it('tell what to do, where it is met, and an example', () => {
    const text = problemFiles([usedUp], [documentOf(usedUp.type)]).texts['docs/problems/thing.used-up.md'];
    expect(text).toContain('**What to do:** Make one first.');
    expect(text).toContain('"detail": "There is no thing left. Make one first."');
    expect(text).toContain('### things\n\n- `GET /things`');
  });
});
