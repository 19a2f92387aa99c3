import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { DEADLINE, eventually, LaunchedProcess, listens, LauncherFixture } from '#tooling/testing';
import { gitIn } from '#tooling/platform';
import { execFileSync } from 'node:child_process';
import { readdir, readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { createTransport } from 'nodemailer';
import { join } from 'node:path';

jest.setTimeout(2 * DEADLINE);

const ROOT = join(import.meta.dirname, '../../..');
const STOP_MS = 10_000;

let fixture: LauncherFixture;
beforeAll(async () => (fixture = await LauncherFixture.open()));
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
      stdout: expect.stringContaining(`\`npm start -- --data ${fixture.data}`),
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
      stderr: `Port ${port} (loyalty) is in use: stop the program that listens there, or move all ports with --port-offset 100.\n`,
    });
    expect(await listens(4090 + fixture.portOffset)).toBe(false);
    expect(await readdir(fixture.data)).toEqual([]);
  });
});
