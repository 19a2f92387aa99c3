import { execFile } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { STEPS } from '../src/check.main.js';
import { ALLOWED, domainWordsInLibs } from '../src/words.js';

const root = join(import.meta.dirname, '../../..');
const fixtures = join(import.meta.dirname, 'fixtures');
const require = createRequire(import.meta.url);

/** Runs Node in a fixture folder. */
const node = (folder: string, args: string[]): Promise<{ failed: boolean; output: string; errors: string }> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      args,
      { cwd: join(fixtures, folder), env: { ...process.env, CI: '', NO_COLOR: '1' } },
      (error, stdout, stderr) => resolve({ failed: error !== null, output: stdout, errors: stderr }),
    );
  });

/** Runs a step just as `npm run check` does, but in a fixture folder and for a machine to read. */
const runStep = (step: string, folder: string, ...more: string[]) =>
  node(folder, [...(STEPS[step] as string[]), ...more]);

const filesIn = (folder: string): string[] => globSync('**/*.ts', { cwd: join(fixtures, folder) });
const textOf = (...path: string[]): string => readFileSync(join(fixtures, ...path), 'utf8');
const sorted = (names: Iterable<string>): string[] => [...names].sort();

/** The first segments of what lies in a fixture folder. A rule without a fixture may be one that never fires. */
const fixturesOf = (folder: string, segments = 1): string[] =>
  sorted(
    new Set(filesIn(folder).map((file) => file.replace('.ts', '').split('/').slice(0, segments).join('/'))),
  );

describe('walls', () => {
  interface Violation {
    from: string;
    rule: { name: string };
  }
  const { forbidden }: { forbidden: { name: string }[] } = require('../../../.dependency-cruiser.cjs');
  const rules = forbidden.map(({ name }) => name);
  /** Files of a root that is lawful but for the lines that say which rule they break. */
  const wrong = filesIn('walls').flatMap((file) =>
    [...textOf('walls', file).matchAll(/\/\/ wrong: (.*)/g)].map(([, rule]) => `${rule}: ${file}`),
  );
  let found: string[];

  beforeAll(async () => {
    const { output } = await runStep('walls', 'walls', '--output-type', 'json');
    const { summary }: { summary: { violations: Violation[] } } = JSON.parse(output);
    found = summary.violations.map(({ from, rule }) => `${rule.name}: ${from}`);
  });

  it.each(rules)('hold: %s', (rule) => {
    const ofRule = (files: string[]) => sorted(files.filter((file) => file.startsWith(`${rule}: `)));
    expect(ofRule(found)).toEqual(ofRule(wrong));
    expect(ofRule(found)).not.toEqual([]);
  });

  it('let what is lawful stand', () => {
    expect(sorted(found)).toEqual(sorted(wrong));
  });
});

describe('lint', () => {
  interface Part {
    rules: Record<string, unknown>;
  }
  interface Diagnostic {
    code: string;
    severity: string;
    filename: string;
  }
  const withoutComments = readFileSync(join(root, '.oxlintrc.json'), 'utf8').replace(/^\s*\/\/.*$/gm, '');
  const config: Part & { overrides: Part[] } = JSON.parse(withoutComments);
  const configured = [config, ...config.overrides]
    .flatMap((part) => Object.entries(part.rules))
    .filter(([, level]) => level !== 'off')
    .map(([rule]) => (rule.includes('/') ? rule : `eslint/${rule}`));
  // One rule stands for the whole category of correctness.
  const rules = [...new Set([...configured, 'eslint/no-debugger'])];
  let errors: Diagnostic[];

  beforeAll(async () => {
    const { output } = await runStep('lint', 'lint', '--config', 'lint.json', '--format', 'json');
    const { diagnostics }: { diagnostics: Diagnostic[] } = JSON.parse(output);
    errors = diagnostics.filter(({ severity }) => severity === 'error');
  });

  it(`has a fixture for each of ${rules.length} rules`, () => {
    expect(fixturesOf('lint', 2)).toEqual(sorted([...rules, 'apps/loyalty', 'tooling/launcher']));
  });

  it.each(rules)('finds %s', (rule) => {
    const found = errors.filter(({ code }) => code === `${rule.replace('/', '(')})`);
    const wrong = filesIn('lint').filter((file) => file.startsWith(`${rule}/`));
    expect(sorted(new Set(found.map(({ filename }) => filename)))).toEqual(sorted(wrong));
  });

  it('finds nothing in a lawful service', () => {
    expect(errors.filter(({ filename }) => /^(apps|tooling)\//.test(filename))).toEqual([]);
  });
});

describe('types', () => {
  const { compilerOptions } = require('../../../tsconfig.json');
  const rules = Object.keys(compilerOptions).filter((option) => /^(no|strict)/.test(option));

  it(`find what each of ${rules.length} options forbids`, async () => {
    const { output } = await runStep('types', 'types');
    const faulty = [...output.matchAll(/^(\w+)\.ts\(/gm)].map(([, file]) => file as string);
    expect(fixturesOf('types')).toEqual(sorted([...rules, 'lawful']));
    expect(sorted(faulty)).toEqual(sorted(rules));
  });
});

describe('format', () => {
  const rules = Object.keys(require('../../../.prettierrc.json'));

  it(`finds what each of ${rules.length} options forbids`, async () => {
    const { errors } = await runStep('format', 'format');
    const misshapen = [...errors.matchAll(/^\[warn\] (\w+)\.ts$/gm)].map(([, file]) => file as string);
    expect(fixturesOf('format')).toEqual(sorted([...rules, 'lawful']));
    expect(sorted(misshapen)).toEqual(sorted(rules));
  });
});

describe('words', () => {
  it('are found in names and lines, whatever their number and case', () => {
    expect(domainWordsInLibs(join(fixtures, 'words'))).toEqual([
      'libs/messaging/src/loyalty.ts:0: loyalty (apps/loyalty)',
      'libs/messaging/src/words.ts:1: customer (a basic word)',
      'libs/messaging/src/words.ts:2: customer (a basic word)',
      'libs/messaging/src/words.ts:3: customer (a basic word)',
      'libs/messaging/src/words.ts:4: customers (a basic word)',
      'libs/messaging/src/words.ts:5: widgets (apps/names-board/src/events.ts)',
      'libs/messaging/src/words.ts:6: names board (apps/names-board)',
      'libs/messaging/src/words.ts:7: names board (apps/names-board)',
      'libs/messaging/src/words.ts:8: babies (a basic word)',
      'libs/messaging/src/words.ts:8: points (a basic word)',
      'libs/messaging/src/words.ts:9: loyalties (apps/loyalty)',
      'libs/messaging/test/messaging.ts:1: orders (a basic word)',
    ]);
  });

  it.each(ALLOWED)('may be $phrase: $because', ({ phrase }) => {
    expect(textOf('words/libs/messaging/src/lawful.ts').match(phrase)).not.toBeNull();
  });
});

describe('unused', () => {
  type Issues = Record<string, { name: string }[]> & { file: string };

  it('finds files, exports, types and packages that nothing needs, and packages that are not listed', async () => {
    const { output } = await runStep('unused', 'unused', '--reporter', 'json');
    const { issues } = JSON.parse(output) as { issues: Issues[] };
    const found = issues.flatMap(({ file, ...kinds }) =>
      Object.entries(kinds).flatMap(([kind, names]) =>
        names.map(({ name }) => `${kind}: ${name} in ${file}`),
      ),
    );
    expect(found.sort()).toEqual([
      'dependencies: rxjs in package.json',
      'devDependencies: yaml in package.json',
      'exports: stop in libs/service/src/service.ts',
      'files: apps/loyalty/src/forgotten.ts in apps/loyalty/src/forgotten.ts',
      'types: Problem in libs/service/src/service.ts',
      'unlisted: undici in apps/loyalty/src/loyalty.module.ts',
    ]);
  });
});

describe('npm run check', () => {
  const check = (folder: string, ...steps: string[]) =>
    node(folder, [join(root, 'tooling/checks/src/check.main.ts'), ...steps]);

  it('runs every step, shows what failed, and fails', async () => {
    const { failed, output } = await check('words', 'words', 'format');
    expect(failed).toBe(true);
    expect(output).toMatch(/FAILED {2}words .*\n\nlibs\/messaging\/src\/loyalty\.ts:0/);
    expect(output).toMatch(/ok {6}format/);
    expect(output).toMatch(/check: 1 of 2 ok in \d/);
  });

  it('refuses a step that there is not', async () => {
    const { failed, errors } = await check('words', 'wrods');
    expect(failed).toBe(true);
    expect(errors).toContain('no step wrods');
  });
});
