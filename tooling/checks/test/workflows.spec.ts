import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { devNull, homedir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { GitRepository } from '#tooling/testing';

const root = join(import.meta.dirname, '../../..');
const FOLDER = '.github/workflows';
const { scripts }: { scripts: Record<string, string> } = createRequire(import.meta.url)(
  '../../../package.json',
);
const COMPOSE = readFileSync(join(root, 'docker-compose.yml'), 'utf8');

interface Workflow {
  permissions?: object;
  jobs: Record<
    string,
    { 'timeout-minutes'?: number; services?: Record<string, { image: string }>; steps: { run?: string }[] }
  >;
}

const commandsOf = ({ jobs }: Workflow): string[] =>
  Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));

/** What each rule finds wrong with a workflow. */
const RULES: Record<string, (workflow: Workflow, text: string) => string[]> = {
  'call existing scripts and files': (workflow) =>
    commandsOf(workflow).flatMap((command) => [
      ...[...command.matchAll(/npm run ([\w:-]+)/g)].flatMap(([call, name = '']) =>
        Object.hasOwn(scripts, name) ? [] : [call],
      ),
      ...[...command.matchAll(/bash (\.\S+)/g)].flatMap(([call, file = '']) =>
        existsSync(join(root, file)) ? [] : [call],
      ),
    ]),
  'pass values as quoted variables': (workflow) =>
    commandsOf(workflow).filter((command) => {
      const unquoted = command.replace(/"[^"]*"|'[^']*'/g, '');
      return unquoted.includes('$') || command.includes('${{');
    }),
  'pin actions by commit, and name their version': (_, text) =>
    [...text.matchAll(/\buses: *(.*)$/gm)].flatMap(([, action = '']) =>
      /^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action) ? [] : [action],
    ),
  'use the images of docker-compose.yml': ({ jobs }) =>
    Object.values(jobs)
      .flatMap(({ services = {} }) => Object.values(services).map(({ image }) => image))
      .filter((image) => !COMPOSE.includes(`image: ${image}\n`)),
  'limit permissions and time': ({ permissions, jobs }) => [
    ...(permissions ? [] : ['permissions']),
    ...Object.entries(jobs).flatMap(([job, { 'timeout-minutes': limit }]) => (limit ? [] : [job])),
  ],
};

/** Replacements in ci.yml that break a rule, each with its finding. */
const VIOLATIONS: Record<keyof typeof RULES, [from: string, to: string, finding: string][]> = {
  'call existing scripts and files': [
    ['npm run check', 'npm run chekc', 'npm run chekc'],
    ['bash .github/keep-ledger', 'bash .github/keep', 'bash .github/keep'],
  ],
  'pass values as quoted variables': [
    ['--to "$ENVIRONMENT"', '--to $ENVIRONMENT', 'npm run contracts:can-i-deploy -- --to $ENVIRONMENT'],
    ['npm test\n', 'npm test "${{ github.ref_name }}"\n', 'npm test "${{ github.ref_name }}"'],
  ],
  'pin actions by commit, and name their version': [
    [
      'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1',
      'actions/checkout@v7',
      'actions/checkout@v7',
    ],
    [' # v7.0.1', '', 'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1'],
  ],
  'use the images of docker-compose.yml': [
    [
      'pact-broker:2.141.0',
      'pact-broker:2.140.0',
      'docker.io/pactfoundation/pact-broker:2.140.0-pactbroker2.119.0',
    ],
  ],
  'limit permissions and time': [
    ['    timeout-minutes: 30\n', '', 'test'],
    ['permissions:\n  contents: read\n', '', 'permissions'],
  ],
};

const textOf = (file: string): string => readFileSync(join(root, FOLDER, file), 'utf8');
const files = globSync('*', { cwd: join(root, FOLDER) });

const ACTIONLINT = ['actionlint', join(homedir(), 'go/bin/actionlint')].find(
  (program) => !spawnSync(program, ['-version']).error,
);
if (!ACTIONLINT)
  process.stdout.write(
    'SKIPPED actionlint: it is not installed; install it with `bash .ci/parts actionlint` (it needs Go)\n',
  );
const itWithActionlint = ACTIONLINT ? it : it.skip;

/** What actionlint finds wrong with a workflow. It does not know yet that a concurrency group has a queue. */
const actionlint = (text: string): string => {
  const args = ['-oneline', '-ignore', 'unexpected key "queue" for "concurrency"', '-'];
  return spawnSync(String(ACTIONLINT), args, { input: text, encoding: 'utf8' }).stdout;
};

describe('workflows', () => {
  it('are found', () => {
    expect(files).toContain('ci.yml');
    expect(files.length).toBeGreaterThanOrEqual(5);
  });

  describe.each(Object.entries(RULES))('%s', (name, rule) => {
    const findings = (text: string) => rule(parse(text) as Workflow, text);

    it.each(files)('in %s', (file) => {
      expect(findings(textOf(file))).toEqual([]);
    });

    it.each(VIOLATIONS[name] ?? [])('or it is found: %j becomes %j', (from, to, finding) => {
      expect(findings(textOf('ci.yml').replace(from, to))).toEqual([finding]);
    });
  });

  itWithActionlint.each(files)('%s is valid for GitHub', (file) => {
    expect(actionlint(textOf(file))).toBe('');
  });

  itWithActionlint.each([
    ['timeout-minutes', 'timeout-minute', 'unexpected key "timeout-minute"'],
    ['needs: test', 'needs: tests', 'needs job "tests" which does not exist'],
    ['if: vars.ENVIRONMENT', 'if: var.ENVIRONMENT', 'undefined variable "var"'],
    ['github.ref_name', 'github.ref_nam', 'property "ref_nam" is not defined'],
  ])('GitHub rejects %s as %s', (from, to, finding) => {
    expect(actionlint(textOf('ci.yml').replace(from, to))).toContain(finding);
  });
});

describe('.github/keep-ledger', () => {
  const RESULT = 'contracts/ledger/result.json';
  const main = new GitRepository();
  /** The environment of a runner, where git knows no user. */
  const env = {
    ...process.env,
    GIT_CONFIG_GLOBAL: devNull,
    GIT_CONFIG_SYSTEM: devNull,
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'user.useConfigOnly',
    GIT_CONFIG_VALUE_0: 'true',
  };
  const git = (cwd: string, ...args: string[]) =>
    execFileSync('git', args, { cwd, encoding: 'utf8', stdio: 'pipe' });
  /** A job that has recorded results. */
  function job(name: string, ledger: Record<string, string>): () => number | null {
    const folder = join(main.folder, name);
    git(main.folder, 'clone', '--quiet', main.folder, folder);
    for (const [file, text] of Object.entries(ledger)) main.write(join(name, file), text);
    const script = join(root, '.github/keep-ledger');
    return () => spawnSync('bash', [script, name], { cwd: folder, env, encoding: 'utf8' }).status;
  }
  const show = (file: string) => main.git('show', `main:${file}`);

  beforeAll(() => {
    main.write('.gitignore', 'job-*');
    main.commit([]);
    main.git('checkout', '--quiet', '--detach'); // git refuses a push to a branch that is checked out
  });
  afterAll(() => main.remove());

  it('pushes what several jobs have recorded; the last result for the same file wins', () => {
    const first = job('job-1', { [RESULT]: '{ "revision": 1 }\n' });
    const second = job('job-2', { [RESULT]: '{ "revision": 2 }\n', 'contracts/ledger/more.json': '{}\n' });
    const none = job('job-3', {});
    expect([first(), second(), none()]).toEqual([0, 0, 0]);
    expect(show(RESULT)).toBe('{ "revision": 2 }');
    expect(show('contracts/ledger/more.json')).toBe('{}');
    expect(main.git('log', '--format=%s', 'main').split('\n')).toEqual([
      'job-2 [skip ci]',
      'job-1 [skip ci]',
      'Change',
    ]);
  });

  it('fails when it cannot push', () => {
    const homeless = job('job-4', { [RESULT]: '{}' });
    git(join(main.folder, 'job-4'), 'remote', 'set-url', 'origin', join(main.folder, 'nowhere'));
    expect(homeless()).toBe(1);
  });
});
