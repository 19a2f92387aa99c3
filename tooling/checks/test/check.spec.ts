import { execFile } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { STEPS } from '../src/check.main.js';
import { ALLOWED_PHRASES, domainWordsInLibs } from '../src/words/domain-words.js';
import { retiredIdentifiersIn } from '../src/words/find-retired.js';
import { RETIRED } from '../src/words/retired-identifiers.js';

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

/** Runs a step like `npm run check`, but in a fixture folder. */
const runStep = (step: string, folder: string, ...more: string[]) =>
  node(folder, [...(STEPS[step] as string[]), ...more]);

const filesIn = (folder: string, pattern = '**/*.ts'): string[] =>
  globSync(pattern, { cwd: join(fixtures, folder) });
const textOf = (...path: string[]): string => readFileSync(join(fixtures, ...path), 'utf8');
const sorted = (names: Iterable<string>): string[] => [...names].sort();

/** The first segments of the paths in a fixture folder. A rule without a fixture could be one that never fires. */
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
  /** The lines of a fixture that break a rule, by their comments; everything else in it is allowed. */
  const wrong = filesIn('walls', '**/*.{ts,js,cjs,mjs}').flatMap((file) =>
    [...textOf('walls', file).matchAll(/\/\/ wrong: (.*)/g)].map(([, rule]) => `${rule}: ${file}`),
  );
  let found: string[];

  beforeAll(async () => {
    const { output } = await runStep('walls', 'walls', '--output-type', 'json');
    const { summary }: { summary: { violations: Violation[] } } = JSON.parse(output);
    found = summary.violations.map(({ from, rule }) => `${rule.name}: ${from}`);
  });

  it.each(rules)('are enforced: %s', (rule) => {
    const ofRule = (files: string[]) => sorted(files.filter((file) => file.startsWith(`${rule}: `)));
    expect(ofRule(found)).toEqual(ofRule(wrong));
    expect(ofRule(found)).not.toEqual([]);
  });

  it('allow everything else', () => {
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
  // One rule represents the whole category of correctness.
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

  it('finds nothing in correct code', () => {
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

  it('is followed by the command that repairs it', async () => {
    const { output } = await node('format', [join(root, 'tooling/checks/src/check.main.ts'), 'format']);
    expect(output).toContain('To repair this, run npm run format');
  });
});

describe('domain words', () => {
  it('are found in file names and lines, in any number and case', () => {
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

  it.each(ALLOWED_PHRASES)('may be $phrase: $because', ({ phrase }) => {
    expect(textOf('words/libs/messaging/src/lawful.ts').match(phrase)).not.toBeNull();
  });
});

describe('retired identifiers', () => {
  const retired = [
    { name: 'Stage', use: 'TestEnvironment' },
    { name: 'exerciseIn', use: 'interactionCoverage' },
    { name: 'Understudy', use: 'StubbedApi' },
    { name: 'Run', use: 'EffectContext', isWhole: true } as const,
  ];

  it('are found in code, in the code of Markdown and in file names, also as parts of longer names', () => {
    expect(retiredIdentifiersIn(join(fixtures, 'retired'), retired)).toEqual([
      'docs/README.md:3: Stage was retired: use TestEnvironment',
      'docs/README.md:3: Stage was retired: use TestEnvironment (in openStage)',
      'docs/README.md:6: Stage was retired: use TestEnvironment (in stage)',
      'docs/README.md:6: Stage was retired: use TestEnvironment',
      'src/email-stage.ts:0: Stage was retired: use TestEnvironment (in email-stage.ts)',
      'src/email-stage.ts:1: Stage was retired: use TestEnvironment',
      'src/email-stage.ts:4: Stage was retired: use TestEnvironment (in EmailStage)',
      'src/email-stage.ts:4: Stage was retired: use TestEnvironment',
      'src/email-stage.ts:5: Stage was retired: use TestEnvironment (in #stageOf)',
      'src/email-stage.ts:5: exerciseIn was retired: use interactionCoverage (in exerciseInOrder)',
      'src/email-stage.ts:6: exerciseIn was retired: use interactionCoverage (in exerciseInOrder)',
      'src/email-stage.ts:6: Run was retired: use EffectContext',
      'src/email-stage.ts:7: Stage was retired: use TestEnvironment (in #stageOf)',
      'src/email-stage.ts:7: Run was retired: use EffectContext',
      'src/understudy.js:0: Understudy was retired: use StubbedApi (in understudy.js)',
      'src/understudy.js:1: exerciseIn was retired: use interactionCoverage (in EXERCISE_IN)',
    ]);
  });

  it('fail the step `words`', async () => {
    const { failed, output } = await runStep('words', 'retired');
    expect(failed).toBe(true);
    expect(output).toContain('src/email-stage.ts:1: Stage was retired: use TestEnvironment\n');
  });

  it('are listed once each', () => {
    const names = RETIRED.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)]);
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

describe('documents', () => {
  interface Finding {
    code: string;
    source: string;
  }

  it('are held to the rules of Spectral for OpenAPI and AsyncAPI', async () => {
    const { failed, output } = await runStep('documents', 'documents', '--format', 'json');
    const findings = JSON.parse(output) as Finding[];
    const found = findings.map(({ code, source }) => `${source.split('/').slice(-2).join('/')}: ${code}`);
    expect(failed).toBe(true);
    expect(sorted(found)).toEqual([
      'asyncapi/faulty.json: asyncapi-3-operation-description',
      'asyncapi/faulty.json: asyncapi-3-tags',
      'asyncapi/faulty.json: asyncapi-servers',
      'asyncapi/faulty.json: invalid-ref',
      'openapi/faulty.json: oas3-unused-component',
      'openapi/faulty.json: oas3-valid-media-example',
      'openapi/faulty.json: operation-tag-defined',
      'openapi/faulty.json: path-params',
    ]);
  });
});

describe('npm run check', () => {
  const check = (folder: string, ...steps: string[]) =>
    node(folder, [join(root, 'tooling/checks/src/check.main.ts'), ...steps]);

  it('runs every step, prints the findings, and fails', async () => {
    const { failed, output } = await check('words', 'words', 'format');
    expect(failed).toBe(true);
    expect(output).toMatch(/FAILED {2}words .*\n\nlibs\/messaging\/src\/loyalty\.ts:0/);
    expect(output).toMatch(/ok {6}format/);
    expect(output).toMatch(/check: 1 of 2 ok in \d/);
  });

  it('refuses an unknown step, and prints the usage', async () => {
    const { failed, errors } = await check('words', 'wrods');
    expect(failed).toBe(true);
    expect(errors).toMatch(
      /^There is no step wrods: did you mean words\? Choose one of types, .*\.\nUsage: npm run check -- \[STEP\.\.\.\]\n$/,
    );
  });
});
