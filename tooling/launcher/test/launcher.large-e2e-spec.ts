import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { DEADLINE, eventually, LaunchedProcess, listens, LauncherFixture } from '#tooling/testing';
import { openSession } from '#libs/database';
import { discoverServices } from '#libs/service';
import { DIST, gitIn } from '#tooling/platform';
import { execFileSync } from 'node:child_process';
import { readdir, readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { createTransport } from 'nodemailer';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const ROOT = join(import.meta.dirname, '../../..');
const STOP_MS = 10_000;

let fixture: LauncherFixture;
/** Nothing listens on port 9 (discard): what is on this machine must be called without the proxy. */
const PROXY = { NODE_USE_ENV_PROXY: '1', HTTP_PROXY: 'http://127.0.0.1:9' };
beforeAll(async () => (fixture = await LauncherFixture.open(PROXY)));
afterAll(() => fixture.close());

const services = async () => readdir(join(ROOT, 'apps'));

async function areReady(launched: LaunchedProcess, names: string[]): Promise<void> {
  for (const url of names.flatMap((name) => launched.addresses(name))) {
    expect([url, (await fetch(`${url}/health/ready`)).status]).toEqual([url, 200]);
  }
}

/** Kills one child process of a launcher by what its command contains. */
function killChild(launched: LaunchedProcess, command: string): void {
  const found = execFileSync('pgrep', ['-P', `${launched.process.pid}`, '-f', command], { encoding: 'utf8' });
  process.kill(Number(found.split('\n')[0]), 'SIGKILL');
}

const tellsDeath = (launched: LaunchedProcess, name: string) =>
  eventually(() => launched.stdout.includes(`  ${name} died (SIGKILL) and starts again in 1 s: its log is `));

const becomeReady = (launched: LaunchedProcess, names: string[]) =>
  eventually(() => areReady(launched, names).then(() => true));

const portsOf = ({ stdout }: LaunchedProcess) =>
  [...stdout.matchAll(/:\/\/\S*127\.0\.0\.1:(\d+)/g)].map(([, port]) => Number(port));

async function isGone(launched: LaunchedProcess): Promise<void> {
  for (const port of portsOf(launched)) expect([port, await listens(port)]).toEqual([port, false]);
}

describe('a launcher that runs', () => {
  let launched: LaunchedProcess;
  beforeAll(async () => (launched = await fixture.launch()));
  afterAll(() => launched.signal('SIGKILL'));

  it('shows every service in its table, logs to files, and keeps its secrets in a file of its owner', async () => {
    const names = await services();
    for (const name of names) {
      expect([name, launched.addresses(name)]).toEqual([name, [expect.stringContaining('http')]]);
    }
    await areReady(launched, names);
    const info = await fetch(`${launched.addresses('loyalty')[0]}/info`);
    expect(await info.json()).toMatchObject({
      revision: expect.stringContaining(gitIn(ROOT)('rev-parse', 'HEAD')),
      environment: 'development',
    });
    expect(launched.stdout).not.toContain('{"level"');
    const logs = await readdir(join(fixture.data, 'logs'));
    expect(logs).toEqual(expect.arrayContaining(names.map((name) => `${name}.log`)));
    expect((await stat(join(fixture.data, 'secrets.json'))).mode & 0o777).toBe(0o600);
  });

  it('lets other commands run beside it, but not on the data that it owns', async () => {
    const refusal = (sentence: RegExp) => ({ code: 1, stderr: expect.stringMatching(sentence) });
    expect(await fixture.run('start')).toMatchObject(
      refusal(/^The platform runs already on \S+ \(process \d+\): .* --data DIR and --port-offset N\.\n$/),
    );
    expect(await fixture.run('reset')).toMatchObject(refusal(/^A launcher runs on \S+: stop it first.*\n$/));
    const migrated = { code: 0, stdout: 'loyalty is up to date.\n' };
    expect(await fixture.run('migrate', 'loyalty')).toMatchObject(migrated);
  });

  it('starts PostgreSQL again after it died', async () => {
    killChild(launched, '/bin/postgres');
    await tellsDeath(launched, 'PostgreSQL');
    await becomeReady(launched, await services());
    expect(launched.stdout.match(/ died /g)).toHaveLength(1);
  });

  it('takes a service away, and brings it back', async () => {
    const stdout = 'names-stream consumes nothing any more, and may publish nothing. Its database is kept.\n';
    expect(await fixture.run('migrate', 'names-stream', '--decommission')).toMatchObject({ code: 0, stdout });
    const before = `names-stream was decommissioned before. \`npm run migrate -- names-stream --data ${fixture.data}\` brings it back.\n`;
    expect(await fixture.run('migrate', 'names-stream', '--decommission')).toMatchObject({
      code: 0,
      stdout: before,
    });
    const migrated = { code: 0, stdout: 'names-stream is up to date.\n', stderr: '' };
    expect(await fixture.run('migrate', 'names-stream')).toMatchObject(migrated);
    expect(await fixture.run('migrate', 'nobody', '--decommission')).toMatchObject({
      code: 1,
      stderr: 'The broker knows no service nobody: check the name, unless it is decommissioned already.\n',
    });
  });

  it('shows and mends what a service has given up', async () => {
    const password = (await readFile(join(fixture.data, 'postgres.password'), 'utf8')).trim();
    const owner = await openSession(
      `postgres://postgres:${password}@127.0.0.1:${4090 + fixture.portOffset}/loyalty`,
    );
    await owner.query(`insert into messaging.hospital
        (id, kind, type, attributes, body, correlation_id, reason, error_class, message, attempts)
      values ('a-message', 'event', 'nobody.asked.v1', '{"subject":"s-1"}', '{"name":"Ann"}', 'a-process', 'no-handler', 'NoHandler', 'no', 1)`);
    await owner.end();
    const hospital = async (...args: string[]) => {
      const { code, stdout, stderr } = await fixture.run('hospital', ...args);
      return { code, told: stdout + stderr };
    };
    const told = (text: string) => ({ code: 0, told: expect.stringContaining(text) });
    expect(await hospital('list')).toEqual(told('1 message    nobody.asked.v1: NoHandler: no (no-handler)'));
    expect(await hospital('show', 'a-message')).toEqual(told('body (14 bytes): {"name":"***"}'));
    const discarded = told('loyalty: 1 message discarded');
    expect(await hospital('discard', 'a-message', '--why', 'a test')).toEqual(discarded);
  });

  it('gives a token to an operator', async () => {
    const { code, stdout } = await fixture.run('operator-token');
    expect(code).toBe(0);
    const headers = { authorization: `Bearer ${stdout.trim()}` };
    const path = `${launched.addresses('monitor')[0]}/flows`;
    expect((await fetch(path, { headers })).status).toBe(200);
    expect((await fetch(path)).status).toBe(401);
  });

  it('shows the mails that the mail server received', async () => {
    const transport = createTransport({ url: launched.addresses('mail server')[0], ignoreTLS: true });
    const mail = {
      from: 'us@b.example',
      to: 'ada@b.example',
      subject: 'Hello',
      text: 'https://b.example/link',
    };
    await transport.sendMail(mail);
    const { stdout } = await fixture.run('received', 'mails');
    expect(stdout).toMatch(/To: ada@b\.example {2}Subject: Hello\n {4}https:\/\/b\.example\/link/);
  });
});

describe('npm start', () => {
  afterEach(() => fixture.clear());

  it('starts again on the same data after it was killed, and leaves nothing behind on SIGTERM', async () => {
    const killed = await fixture.launch();
    const secrets = await readFile(join(fixture.data, 'secrets.json'), 'utf8');
    killed.process.stdout?.destroy(); // nobody reads that PostgreSQL dies, but it starts again
    killChild(killed, '/bin/postgres');
    await eventually(async () => !(await listens(4090 + fixture.portOffset)));
    await becomeReady(killed, await services());
    await killed.signal('SIGKILL');
    const launched = await fixture.launch();
    await areReady(launched, await services());
    expect(await readFile(join(fixture.data, 'secrets.json'), 'utf8')).toBe(secrets);

    killChild(launched, '/bin/postgres'); // a stop does not wait for its restart
    await tellsDeath(launched, 'PostgreSQL');
    const since = Date.now();
    expect(await launched.signal('SIGTERM')).toBe(0);
    expect(Date.now() - since).toBeLessThan(STOP_MS);
    await isGone(launched);
  });

  it('starts each service in a process of its own, with replicas, and again after it died', async () => {
    const launched = await fixture.launch('--split', '--scale', 'loyalty=2');
    expect(launched.addresses('loyalty')).toHaveLength(2);
    const names = await services();
    await areReady(launched, names);
    killChild(launched, 'apps/loyalty/');
    killChild(launched, '/bin/postgres');
    await tellsDeath(launched, `loyalty on port ${4006 + fixture.portOffset}`);
    await tellsDeath(launched, 'PostgreSQL');
    await becomeReady(launched, names);

    await launched.signal('SIGKILL');
    for (const port of portsOf(launched)) await eventually(async () => !(await listens(port)));
    expect(await fixture.run('reset')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(
        `\`npm start -- --port-offset ${fixture.portOffset} --data ${fixture.data}\``,
      ),
      stderr: '',
    });
    expect(await readdir(fixture.data)).toEqual([]);
  });

  it('names a port that is in use and the option that moves all ports, and leaves nothing behind', async () => {
    await fixture.run('reset');
    const port = 4006 + fixture.portOffset;
    const squatter = createServer().listen(port, '127.0.0.1');
    const { code, stderr } = await fixture.run('start', '--port-offset', String(fixture.portOffset));
    squatter.close();
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringMatching(
        `^Port ${port} \\(loyalty\\) is in use: stop the program that listens there, or move all ports with --port-offset \\d+\\.\n$`,
      ),
    });
    expect(await listens(4090 + fixture.portOffset)).toBe(false);
    expect(await readdir(fixture.data)).toEqual([]);
  });
});

describe('a setting that is wrong', () => {
  it('is named before anything starts, with those of other services, and leaves nothing behind', async () => {
    const wrong = await LauncherFixture.open({ PEER_TIMEOUT: 'soon' });
    const { code, stdout, stderr } = await wrong.run('start', '--port-offset', String(wrong.portOffset));
    expect({ code, stdout }).toEqual({ code: 1, stdout: 'Troupe is starting\n' });
    const affected = (await discoverServices()).filter(({ settings }) => 'PEER_TIMEOUT' in settings);
    expect(affected.length).toBeGreaterThan(1);
    for (const { name } of affected) expect(stderr).toContain(`${name} cannot start:\n  PEER_TIMEOUT `);
    expect(stderr).toContain(
      `NAME=VALUE npm start -- --port-offset ${wrong.portOffset} --data ${wrong.data}`,
    );
    expect(await readdir(wrong.data)).toEqual([]);
    await wrong.close();
  });
});

/** Makes each process that loads the launcher's limits restart at once. */
const IMPATIENT = `data:text/javascript,import { RESTARTS } from '${pathToFileURL(join(DIST, 'tooling/launcher/src/backoff.js')).href}'; Object.assign(RESTARTS, { firstPauseMs: 1, longestPauseMs: 1 });`;

describe('a service that dies again and again', () => {
  it('ends the run with exit code 1 at its eighth death, and leaves nothing behind', async () => {
    const impatient = await LauncherFixture.open({ NODE_OPTIONS: `--import="${IMPATIENT}"` });
    const launched = await impatient.launch('--split');
    await eventually(() => {
      if (launched.process.exitCode === null) killChild(launched, 'apps/loyalty/');
      return launched.process.exitCode !== null;
    }, DEADLINE);
    expect(await launched.ended).toBe(1);
    expect(launched.stderr).toMatch(
      /^loyalty on port \d+ died 8 times in a row \(SIGKILL\): read \S+, and fix the cause before you start again\.\n$/,
    );
    expect(launched.stdout.match(/ loyalty on port \d+ died /g)).toHaveLength(7);
    await isGone(launched);
    await impatient.close();
  });
});

describe('npm run dev', () => {
  let dev: LauncherFixture;
  beforeAll(async () => (dev = await LauncherFixture.open()));
  afterEach(() => dev.clear());
  afterAll(() => dev.close());

  it('lets a debugger attach to the service, and shows in its sources where its handlers fail', async () => {
    const launched = await dev.launchBy('dev', 'loyalty', '--inspect');
    const debuggers = await fetch(`http://127.0.0.1:${9229 + dev.portOffset}/json/list`);
    expect(await debuggers.json()).toMatchObject([
      { title: expect.stringContaining('apps/loyalty/src/main.js') },
    ]);

    const password = await readFile(join(dev.data, 'postgres.password'), 'utf8');
    const owner = await openSession(
      `postgres://postgres:${password}@127.0.0.1:${4090 + dev.portOffset}/loyalty`,
    );
    await owner.query('alter table account rename to missing');
    await owner.end();
    await fetch(`${launched.addresses('signup')[0]}/signups`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-correlation-id': 'a-failing-signup' },
      body: JSON.stringify({
        email: 'ann@example.com',
        password: 'correct horse battery',
        givenName: 'Ann',
        familyName: 'Archer',
        address: { line1: '1 Record Lane', city: 'Leeds', postcode: 'LS1 4AP', country: 'GB' },
      }),
    });
    const failure = new RegExp(
      [
        String.raw` {2}loyalty: customer\.registered\.v1 failed, and is tried again \(syntax_error_or_access_rule_violation: relation "account" does not exist\): npm run hospital -- show [0-9a-f-]+ --data ${dev.data}`,
        String.raw` {6}at .*apps/loyalty/src/points\.store\.ts:\d+:\d+\)`,
        String.raw` {6}npm run logs -- a-failing-signup --data ${dev.data}`,
      ].join('\n'),
    );
    await eventually(() => failure.test(launched.stdout));
    await launched.signal('SIGTERM');
  });
});
