import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { contractHash } from '#libs/contract-hash';
import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GitRevisions, Ledger, LEDGER } from '#tooling/ledger';
import { lint, mutantsOf, PACTS, readPacts, withSpecRunOptions } from '#tooling/pacts';
import { writeFiles } from '#tooling/platform';
import { imposterFiles, withRequests } from '#tooling/stubs';
import { GitRepository, pactOn } from '#tooling/testing';
import { PATHS } from '../src/path-options.js';

const COMMANDS = join(import.meta.dirname, '../../../dist/tooling/contracts/src');
const WATTS = pactOn('shop', 'lamps', 'watts');

/** The commands in another repository, with services, pacts and environments of its own. */
describe('the commands', () => {
  const repository = new GitRepository();
  const ledger = new Ledger(
    join(repository.folder, 'contracts/ledger'),
    new GitRevisions(repository.folder),
    ['production'],
  );
  const head = () => repository.git('rev-parse', 'HEAD');
  beforeAll(async () => {
    repository.write(
      'contracts/environments.json',
      '{"production": {"displayName": "P", "production": true}}',
    );
    const revision = repository.commit([WATTS], 'shop', 'lamps');
    await ledger.recordVerification(
      { consumer: 'shop', provider: 'lamps', hash: contractHash(WATTS), success: true, interactions: {} },
      revision,
    );
  });
  afterAll(() => repository.remove());

  function run(name: string, args: string[], env: Record<string, string> = {}, cwd = repository.folder) {
    const { PACT_BROKER_BASE_URL: _broker, CI: _ci, GIT_BRANCH: _branch, ...own } = process.env;
    const options = { cwd, encoding: 'utf8', env: { ...own, ...env } } as const;
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(COMMANDS, `${name}.main.js`), ...args],
      options,
    );
    return { status, out: stdout.trim(), error: stderr.trim() };
  }
  const CI = { CI: 'true', GIT_BRANCH: 'main' };
  const to = (service: string) => ['--service', service, '--to', 'production'];

  it('look for pacts and ledger where the tools keep them', () => {
    expect(PATHS.pacts.default).toBe(PACTS);
    expect(PATHS.ledger.default).toBe(LEDGER);
  });

  it('allow and record the deployment of a provider and then of its consumer', () => {
    expect(run('can-i-deploy', to('shop'))).toMatchObject({
      status: 1,
      out: expect.stringMatching(
        /^no +shop needs lamps, which is not in production: nothing is recorded there\nthe ledger .*\n0 of 1 contracts hold: no, /,
      ),
    });
    expect(run('can-i-deploy', to('lamps'))).toMatchObject({ status: 0 });
    expect(run('record', to('lamps'), CI)).toMatchObject({
      status: 0,
      out: `1 of 1 deployments are recorded in the ledger: lamps at ${head()} is in production`,
    });
    const { status, out } = run('can-i-deploy', [...to('shop'), '--output', 'json']);
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      success: true,
      well: 1,
      of: 1,
      summary: { deployable: true, success: 1, failed: 0, unknown: 0 },
    });
    expect(run('can-i-deploy', ['--to', 'production']).out).toMatch(
      `1 of 1 contracts hold: each of 2 services at ${head()} may be deployed to production`,
    );
    expect(run('record', ['--service', 'lamps', '--from', 'production'], CI)).toMatchObject({ status: 0 });
    expect(run('can-i-deploy', to('shop'))).toMatchObject({ status: 1 });
    expect(run('can-i-deploy', ['--to', 'production'])).toMatchObject({
      status: 1,
      out: expect.stringMatching(
        /^no +shop needs lamps, .*\nthe ledger .*\n0 of 1 contracts hold: no, each of 2 services at /,
      ),
    });
  });

  it('record only in CI', () => {
    expect(run('record', to('shop'))).toMatchObject({
      status: 1,
      error: 'Nothing is recorded: only CI records, and CI is not set.',
    });
  });

  it('publish the pacts of a commit, and fail when there are none', () => {
    expect(run('publish', []).out).toBe(
      `1 of 1 pacts are committed in ${head()} on main: with the ledger, the commit publishes them`,
    );
    expect(run('publish', ['candles'])).toMatchObject({
      status: 2,
      error: expect.stringMatching(/^There is no consumer candles: choose one of shop\.\nUsage: /),
    });
    expect(run('publish', ['--pacts', 'apps'])).toMatchObject({ status: 1 });
    expect(run('publish', ['--pacts', 'elsewhere'])).toMatchObject({ status: 2 });
  });

  it('explain usage errors, and exit as Pact does', () => {
    const usage = 'Usage: npm run contracts:can-i-deploy -- --to ENVIRONMENT [OPTIONS]';
    expect(run('can-i-deploy', ['--service', 'shop'])).toMatchObject({
      status: 2,
      error: `--to is missing: choose one of production.\n${usage}`,
    });
    expect(run('can-i-deploy', ['--help'])).toMatchObject({
      status: 0,
      out: expect.stringMatching(
        /^Usage: npm run [^]*--revision COMMIT +the commit to deploy \(default: HEAD\)/,
      ),
    });
    expect(run('can-i-deploy', ['--sevice', 'shop'])).toMatchObject({
      status: 2,
      error: `Unknown option '--sevice': did you mean --service?\n${usage}`,
    });
    expect(run('can-i-deploy', ['--sevice', 'shop', '--output', 'json'])).toMatchObject({
      status: 2,
      out: JSON.stringify({
        success: false,
        error: `Unknown option '--sevice': did you mean --service?\n${usage}`,
      }),
      error: '',
    });
    expect(run('can-i-deploy', ['--service', '', '--to', 'production'])).toMatchObject({
      status: 2,
      error: `--service has no value.\n${usage}`,
    });
    expect(run('can-i-deploy', ['shop', '--to', 'production'])).toMatchObject({
      status: 2,
      error: `Unexpected argument 'shop'.\n${usage}`,
    });
    expect(run('can-i-deploy', [...to('shop'), '--output', 'yaml'])).toMatchObject({
      status: 2,
      error: `There is no format yaml: choose one of text, json.\n${usage}`,
    });
    expect(run('record', ['--service', 'shop'])).toMatchObject({
      status: 2,
      error: expect.stringMatching(/^--to or --from is missing\.\nUsage: npm run contracts:record -- /),
    });
    expect(run('broker-setup', [])).toMatchObject({
      status: 2,
      error: expect.stringContaining('PACT_BROKER_BASE_URL is not set'),
    });
    expect(run('can-i-deploy', ['--service', 'shop', '--to', 'prodution'])).toMatchObject({
      status: 2,
      error: `There is no environment prodution: did you mean production? Choose one of production.\n${usage}`,
    });
    const candles = /^There is no service candles: choose one of lamps, shop\.\nUsage: /;
    expect(run('can-i-deploy', to('candles'))).toMatchObject({
      status: 2,
      error: expect.stringMatching(candles),
    });
    expect(run('record', to('candles'), CI)).toMatchObject({
      status: 2,
      error: expect.stringMatching(candles),
    });
    expect(run('record', [...to('shop'), '--from', 'production'], CI)).toMatchObject({
      status: 2,
      error: expect.stringMatching(/^--to and --from exclude each other\.\nUsage: /),
    });
    expect(run('record', ['--service', 'candles', '--from', 'production'], CI)).toMatchObject({
      status: 2,
      error: expect.stringMatching(/^There is no service candles: choose one of lamps, shop\b/),
    });
    const { status, out } = run('can-i-deploy', [...to('shop'), '--revision', 'nowhere', '--output', 'json']);
    expect(status).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      success: false,
      error: expect.stringContaining('The revision nowhere is not in this clone'),
    });
  });

  it('answer unknown while the ledger on main is newer', () => {
    const clone = `${repository.folder}-clone`;
    repository.git('clone', '--quiet', repository.folder, clone);
    try {
      repository.git('add', '--all');
      repository.commit([]);
      spawnSync('git', ['fetch', '--quiet'], { cwd: clone });
      expect(run('can-i-deploy', to('lamps'), {}, clone)).toMatchObject({
        status: 1,
        out: expect.stringMatching(
          /^unknown +the ledger on main is newer .*; run git checkout origin\/main -- contracts\/ledger\n/,
        ),
      });
      spawnSync('git', ['checkout', '--quiet', 'origin/main', '--', 'contracts/ledger'], { cwd: clone });
      expect(run('can-i-deploy', to('lamps'), {}, clone)).toMatchObject({ status: 0 });
    } finally {
      rmSync(clone, { recursive: true });
    }
  });
});

/** A pact that other tools have written. */
describe('the commands on a foreign pact', () => {
  const pacts = 'tooling/contracts/test/fixtures/foreign';
  const imposters = mkdtempSync(join(tmpdir(), 'imposters-'));
  afterAll(() => rmSync(imposters, { recursive: true }));
  const run = (name: string, ...args: string[]) => {
    const options = { encoding: 'utf8', env: withSpecRunOptions(process.env, {}) } as const;
    const { status, stdout } = spawnSync(
      process.execPath,
      [join(COMMANDS, `${name}.main.js`), ...args],
      options,
    );
    return { status, out: stdout.trim() };
  };

  it('generate and verify its imposter', () => {
    const proof = '1 of 1 imposters are proved, on 2 interactions and 11 requests that break a rule';
    const stubs = () => run('stubs', '--pacts', pacts, '--imposters', imposters);
    const file = join(imposters, 'Till-Price List.json');
    expect(stubs()).toEqual({ status: 1, out: `${file} is missing: run npm run generate\n${proof}` });
    writeFiles(imposterFiles(withRequests(pacts), imposters), '.');
    expect(stubs()).toEqual({ status: 0, out: proof });
    appendFileSync(file, '\n');
    expect(stubs()).toEqual({ status: 1, out: `${file} is stale: run npm run generate\n${proof}` });
  });

  it('fail for a folder without pacts', () => {
    expect(run('stubs', '--pacts', imposters, '--imposters', imposters, '--output', 'json').status).toBe(1);
  });

  it('name each problem of the pact, and exit with 1', () => {
    const { status, out } = run('lint', '--pacts', pacts);
    expect(out).toMatch(
      /\[a-z\]\+-\\d\+ matches any text that contains it; write \^…\$\n[^]*\n0 of 1 pacts prove what they say$/,
    );
    expect(status).toBe(1);
    expect(run('lint', 'postal')).toEqual({ status: 0, out: '1 of 1 pacts prove what they say' });
    expect(run('lint', 'candles').status).toBe(2);
  });

  it('hash and lint it, and find what its consumer reads', () => {
    const [pact] = readPacts(pacts);
    expect(contractHash(pact!)).toMatch(/^[0-9a-f]{40}$/);
    expect(lint(pact!)).toContain(
      'Till-Price List.json, prices of two articles, given articles exist {"ids":["7","8"]}: [a-z]+-\\d+ matches any text that contains it; write ^…$',
    );
    const output = { status: 200, metadata: {}, body: [{ article: '1', cents: 5 }] };
    expect(mutantsOf(pact!.interactions[0]!, output).map(({ field }) => field)).toContain('$[*].cents');
  });
});
