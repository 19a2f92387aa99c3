import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { GitRepository } from '#tooling/testing';
import { planCommands } from '../src/ci-local/workflow.js';

const root = join(import.meta.dirname, '../../..');
const WORKFLOW = '.github/workflows/ci.yml';

/** A command that prints a word, and the values of environment variables. */
const print = (word: string, ...variables: string[]): string =>
  `node -e "console.log('printed', '${word}', ${variables.map((name) => `process.env.${name}`).join(', ')})"`;

const STEPS = `
env: { BRANCH: '\${{ github.ref_name }}', TOKEN: 'the token \${{ secrets.TOKEN }}' }
jobs:
  test:
    steps:
      - uses: actions/checkout@v1
      - run: ${print('install', 'CI', 'BRANCH', 'TOKEN', 'PACT_BROKER_BASE_URL')}
      - run: ${print('test')}
  contracts:
    steps:
      - run: ${print('install', 'CI', 'BRANCH', 'TOKEN', 'PACT_BROKER_BASE_URL')}
      - run: ${print('deployable', 'ENVIRONMENT')}
        if: vars.ENVIRONMENT != '' && github.ref == 'refs/heads/main' || vars.PACT_BROKER_BASE_URL != ''
      - run: |
          mkdir -p contracts/ledger
          echo yes >contracts/ledger/result
          git add --all
          git -c user.name=CI -c user.email=ci@localhost commit --quiet --message Result
          git push --quiet origin HEAD:main
        if: github.ref == 'refs/heads/main'
  never:
    if: github.ref == 'refs/heads/never'
    steps:
      - run: ${print('never')}
  broker:
    services: { pact-broker: { image: broker } }
    steps:
      - run: ${print('install', 'CI', 'BRANCH', 'TOKEN', 'PACT_BROKER_BASE_URL')}
      - run: ${print('broker')}
`;

describe('npm run ci:local', () => {
  let repository: GitRepository;
  let temporary: string;
  beforeEach(() => {
    repository = new GitRepository();
    temporary = mkdtempSync(join(tmpdir(), 'ci-local-spec-'));
  });
  afterEach(() => {
    expect(readdirSync(temporary)).toEqual([]);
    rmSync(temporary, { recursive: true });
    repository.remove();
  });

  /** Commits a workflow, and runs it with the environment of a git hook. */
  function run(workflow: string, jobs: string[] = [], more: NodeJS.ProcessEnv = {}) {
    repository.write(WORKFLOW, workflow);
    repository.commit([]);
    return again(jobs, more);
  }
  function again(jobs: string[] = [], more: NodeJS.ProcessEnv = {}) {
    const { ENVIRONMENT: _, ...own } = process.env;
    const env = { ...own, GIT_DIR: join(repository.folder, '.git'), TMPDIR: temporary, ...more };
    const args = [join(root, 'tooling/checks/src/ci-local.main.ts'), ...jobs];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: repository.folder,
      env,
      encoding: 'utf8',
    });
    const printed = [...stdout.matchAll(/^printed (.*)$/gm)].map(([, words]) => words);
    const table = [...stdout.matchAll(/^(ok|FAILED|skipped|not run) +(?:\d+\.\d s +)?(\w+)  /gm)];
    return { status, stdout, stderr, printed, table: table.map(([, result, job]) => `${result} ${job}`) };
  }

  it('runs the commands of every job in order, each once, and says what it skips', () => {
    const { status, stdout, printed, table } = run(STEPS, [], { PACT_BROKER_BASE_URL: 'http://broker' });
    expect(printed).toEqual(['install true main the token  undefined', 'test']);
    expect(table).toEqual([
      'ok test',
      'ok test',
      'skipped contracts',
      'ok contracts',
      'skipped never',
      'skipped broker',
      'skipped broker',
    ]);
    expect(stdout).toContain("skipped: not vars.ENVIRONMENT != '' && github.ref == 'refs/heads/main' || ");
    expect(stdout).toContain(
      'skipped: it needs containers: docker compose --profile broker up pact-broker; docs/contracts.md',
    );
    expect(status).toBe(0);
  });

  it('passes on the environment to deploy to', () => {
    expect(run(STEPS, ['contracts'], { ENVIRONMENT: 'test' }).printed).toContain('deployable test');
  });

  it('runs one job, and refuses an unknown one', () => {
    expect(run(STEPS, ['contracts']).table).toEqual(['ok contracts', 'skipped contracts', 'ok contracts']);
    expect(again(['broker'])).toMatchObject({ status: 1, table: ['skipped broker', 'skipped broker'] });
    expect(again(['contract'])).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(
        /no job contract: did you mean contracts\? Choose one of test, contracts, never, broker\.\nUsage: /,
      ),
    });
  });

  it('changes nothing in the repository, and prints what was recorded', () => {
    const before = () => [repository.git('show-ref'), repository.git('status', '--porcelain')];
    const { stdout } = run(STEPS);
    const state = before();
    expect(stdout).toMatch(/^recorded, .*:\ncontracts\/ledger\/result$/m);
    again();
    expect(before()).toEqual(state);
    repository.git('checkout', '--quiet', '-b', 'other');
    expect(again()).toMatchObject({ status: 0, stdout: expect.stringMatching(/^recorded, .*:\nnothing$/m) });
  });

  it('stops where a step fails', () => {
    const { status, table } = run("jobs: { test: { steps: [{ run: 'false; true' }, { run: 'true' }] } }");
    expect(table).toEqual(['FAILED test', 'not run test']);
    expect(status).toBe(1);
  });

  it.each([
    [
      'a condition that it cannot decide',
      "if: startsWith(github.ref, 'v')",
      'cannot be decided here: startsWith',
    ],
    ['a condition on an unknown name', "if: github.actor == 'ann'", 'uses github.actor'],
    [
      'an environment variable with an unknown value',
      "env: { WHO: '${{ github.actor }}' }",
      'uses github.actor',
    ],
  ])('refuses %s, before anything runs', (_, line, message) => {
    const { status, stderr, printed } = run(`
jobs:
  test:
    steps:
      - run: ${print('something')}
      - run: ${print('more')}
        ${line}
`);
    expect({ status, printed }).toEqual({ status: 1, printed: [] });
    expect(stderr).toContain(message);
  });

  it('lists uncommitted changes, and needs a branch main to compare with', () => {
    run(STEPS, ['test']);
    repository.write(WORKFLOW, 'jobs: {}');
    const { stdout, table } = again(['test']);
    expect(stdout).toContain(`These changes are not committed, and therefore not checked:\n M ${WORKFLOW}`);
    expect(table).toEqual(['ok test', 'ok test']);
    repository.git('branch', '--move', 'main', 'other');
    expect(again(['test']).stderr).toContain(
      'has no branch main to compare with: run git fetch origin main:main',
    );
  });

  it('understands the workflow of this repository', () => {
    const workflow = parse(readFileSync(join(root, WORKFLOW), 'utf8'));
    const contexts = {
      'github.ref': 'refs/heads/main',
      'github.ref_name': 'main',
      'vars.ENVIRONMENT': 'test',
    };
    const planned = planCommands(workflow, [], contexts);
    const skipped = planned.filter((one) => one.skipped);
    expect(skipped.map(({ job }) => job)).toEqual(['broker', 'broker']);
    expect(planned.length - skipped.length).toBeGreaterThan(5);
  });
});
