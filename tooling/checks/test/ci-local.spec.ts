import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { GitRepository } from '#tooling/testing';
import { plan } from '../src/ci-local.main.js';

const root = join(import.meta.dirname, '../../..');
const WORKFLOW = '.github/workflows/ci.yml';

/** Says a word, and what the environment has of these. */
const say = (word: string, ...variables: string[]): string =>
  `node -e "console.log('said', '${word}', ${variables.map((name) => `process.env.${name}`).join(', ')})"`;

const STEPS = `
env: { BRANCH: '\${{ github.ref_name }}', TOKEN: 'the token \${{ secrets.TOKEN }}' }
jobs:
  test:
    steps:
      - uses: actions/checkout@v1
      - run: ${say('install', 'CI', 'BRANCH', 'TOKEN', 'PACT_BROKER_BASE_URL')}
      - run: ${say('test')}
  contracts:
    steps:
      - run: ${say('install', 'CI', 'BRANCH', 'TOKEN', 'PACT_BROKER_BASE_URL')}
      - run: ${say('deployable', 'ENVIRONMENT')}
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
      - run: ${say('never')}
  broker:
    services: { pact-broker: { image: broker } }
    steps:
      - run: ${say('install', 'CI', 'BRANCH', 'TOKEN', 'PACT_BROKER_BASE_URL')}
      - run: ${say('broker')}
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

  /** Commits a workflow, and runs it as a hook of git would. */
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
    const said = [...stdout.matchAll(/^said (.*)$/gm)].map(([, words]) => words);
    const table = [...stdout.matchAll(/^(ok|FAILED|skipped|not run) +(?:\d+\.\d s +)?(\w+)  /gm)];
    return { status, stdout, stderr, said, table: table.map(([, how, job]) => `${how} ${job}`) };
  }

  it('runs the commands of every job in their order, the same only once, and skips aloud', () => {
    const { status, stdout, said, table } = run(STEPS, [], { PACT_BROKER_BASE_URL: 'http://broker' });
    expect(said).toEqual(['install true main the token  undefined', 'test']);
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

  it('hands on where to deploy to', () => {
    expect(run(STEPS, ['contracts'], { ENVIRONMENT: 'test' }).said).toContain('deployable test');
  });

  it('runs one job, and none that there is not', () => {
    expect(run(STEPS, ['contracts']).table).toEqual(['ok contracts', 'skipped contracts', 'ok contracts']);
    expect(again(['broker'])).toMatchObject({ status: 1, table: ['skipped broker', 'skipped broker'] });
    expect(again(['contract'])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('no job contract: there are test, contracts, never, broker'),
    });
  });

  it('changes nothing in the repository, and tells what was recorded', () => {
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
      'an "if" that it cannot decide',
      "if: startsWith(github.ref, 'v')",
      'cannot be decided here: startsWith',
    ],
    ['a name that it does not know', "if: github.actor == 'ann'", 'asks for github.actor'],
    ['a variable that it does not know', "env: { WHO: '${{ github.actor }}' }", 'asks for github.actor'],
  ])('refuses %s, before anything runs', (_, line, message) => {
    const { status, stderr, said } = run(`
jobs:
  test:
    steps:
      - run: ${say('something')}
      - run: ${say('more')}
        ${line}
`);
    expect({ status, said }).toEqual({ status: 1, said: [] });
    expect(stderr).toContain(message);
  });

  it('tells what is not committed, and needs a main to compare with', () => {
    run(STEPS, ['test']);
    repository.write(WORKFLOW, 'jobs: {}');
    const { stdout, table } = again(['test']);
    expect(stdout).toContain(`these changes are not in it:\n M ${WORKFLOW}`);
    expect(table).toEqual(['ok test', 'ok test']);
    repository.git('branch', '--move', 'main', 'other');
    expect(again(['test']).stderr).toContain('there is no main to compare with: git fetch origin main:main');
  });

  it('can follow the workflow of this repository', () => {
    const workflow = parse(readFileSync(join(root, WORKFLOW), 'utf8'));
    const facts = { 'github.ref': 'refs/heads/main', 'github.ref_name': 'main', 'vars.ENVIRONMENT': 'test' };
    const planned = plan(workflow, [], facts);
    const skipped = planned.filter((one) => one.skipped);
    expect(skipped.map(({ job }) => job)).toEqual(['broker', 'broker']);
    expect(planned.length - skipped.length).toBeGreaterThan(5);
  });
});
