import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { DEADLINE, eventually, LaunchedProcess, listens, LauncherFixture } from '#tooling/testing';
import { readdir, readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { createTransport } from 'nodemailer';
import { join } from 'node:path';

jest.setTimeout(2 * DEADLINE);

const ROOT = join(import.meta.dirname, '../../..');
const STOP_MS = 10_000;

let stand: LauncherFixture;
beforeAll(async () => (stand = await LauncherFixture.open()));
afterAll(() => stand.close());

const services = async () => readdir(join(ROOT, 'apps'));

async function areReady(launched: LaunchedProcess, names: string[]): Promise<void> {
  for (const url of names.flatMap((name) => launched.addresses(name))) {
    expect([url, (await fetch(`${url}/health/ready`)).status]).toEqual([url, 200]);
  }
}

const portsOf = ({ stdout }: LaunchedProcess) =>
  [...stdout.matchAll(/:\/\/\S*127\.0\.0\.1:(\d+)/g)].map(([, port]) => Number(port));

async function isGone(launched: LaunchedProcess): Promise<void> {
  for (const port of portsOf(launched)) expect([port, await listens(port)]).toEqual([port, false]);
}

describe('a launcher that runs', () => {
  let launched: LaunchedProcess;
  beforeAll(async () => (launched = await stand.launch()));
  afterAll(() => launched.signal('SIGKILL'));

  it('shows every service in its table, logs to files, and keeps its secrets to itself', async () => {
    const names = await services();
    for (const name of names) {
      expect([name, launched.addresses(name)]).toEqual([name, [expect.stringContaining('http')]]);
    }
    await areReady(launched, names);
    expect(launched.stdout).not.toContain('{"level"');
    const logs = await readdir(join(stand.data, 'logs'));
    expect(logs).toEqual(expect.arrayContaining(names.map((name) => `${name}.log`)));
    expect((await stat(join(stand.data, 'secrets.json'))).mode & 0o777).toBe(0o600);
  });

  it('lets other commands work beside it, but not on what is its own', async () => {
    const refusal = (sentence: RegExp) => ({ code: 1, stderr: expect.stringMatching(sentence) });
    expect(await stand.run('start')).toMatchObject(refusal(/^\S+ is in use by process \d+: .*\n$/));
    expect(await stand.run('reset')).toMatchObject(refusal(/^A launcher runs on \S+: stop it first.*\n$/));
    const migrated = { code: 0, stdout: 'loyalty is up to date.\n' };
    expect(await stand.run('migrate', 'loyalty')).toMatchObject(migrated);
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
    const { stdout } = await stand.run('received', 'mails');
    expect(stdout).toMatch(/To: ada@b\.example {2}Subject: Hello\n {4}https:\/\/b\.example\/link/);
  });
});

describe('npm start', () => {
  afterEach(() => stand.clear());

  it('starts again on the same data after it was killed, and leaves nothing behind on SIGTERM', async () => {
    const killed = await stand.launch();
    const secrets = await readFile(join(stand.data, 'secrets.json'), 'utf8');
    await killed.signal('SIGKILL');
    const launched = await stand.launch();
    await areReady(launched, await services());
    expect(await readFile(join(stand.data, 'secrets.json'), 'utf8')).toBe(secrets);

    const since = Date.now();
    expect(await launched.signal('SIGTERM')).toBe(0);
    expect(Date.now() - since).toBeLessThan(STOP_MS);
    await isGone(launched);
  });

  it('gives each service a process of its own and replicas where they are wanted', async () => {
    const launched = await stand.launch('--split', '--scale', 'loyalty=2');
    expect(launched.addresses('loyalty')).toHaveLength(2);
    await areReady(launched, await services());

    await launched.signal('SIGKILL');
    const postgres = 4090 + stand.portOffset;
    for (const port of portsOf(launched).filter((port) => port !== postgres)) {
      await eventually(async () => !(await listens(port)));
    }
    // PostgreSQL outlives a killed launcher until the next command on its data.
    expect(await stand.run('reset')).toMatchObject({ code: 0, stderr: '' });
    expect(await listens(postgres)).toBe(false);
    expect(await readdir(stand.data)).toEqual([]);
  });

  it('names a port that is taken, and the option that moves all of them', async () => {
    const port = 4006 + stand.portOffset;
    const squatter = createServer().listen(port, '127.0.0.1');
    const { code, stderr } = await stand.run('start', '--port-offset', String(stand.portOffset));
    squatter.close();
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `Port ${port} (loyalty) is not free: stop what listens there, or move all ports with --port-offset 100.\n`,
    });
    expect(await listens(4090 + stand.portOffset)).toBe(false);
  });

  it.each([
    ['--colour', /^Unknown option '--colour': the options are --port-offset N, --split, /],
    ['--scale=nobody=2', /^There is no service nobody: there are signup, customers, /],
  ])('refuses %s in one sentence', async (option, sentence) => {
    const { code, stderr } = await stand.run('start', option, '--port-offset', String(stand.portOffset));
    expect(code).toBe(1);
    expect(stderr).toMatch(sentence);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});
