import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, lstatSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSession } from '#libs/database';
import { eventually } from '#tooling/platform';
import { EmbeddedPostgres, type EmbeddedPostgresOptions } from '../src/embedded-postgres.js';
import { EmbeddedPostgresError, explainServerFailure } from '../src/embedded-postgres-error.js';
import { completeBinaries, locateBinaries, provideBinaries, serverUser } from '../src/postgres-binaries.js';

const itAsRoot = process.getuid?.() === 0 ? it : it.skip;
const source = join(import.meta.dirname, '../src/embedded-postgres.ts');

let folder: string;
/** One cluster for all tests that find it stopped and leave it intact, because creating one is slow. */
let shared: string;
let running: EmbeddedPostgres[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'embedded-postgres-'));
  await chmod(folder, 0o755);
  shared = join(folder, 'shared-data');
});
afterEach(async () => {
  await Promise.all(running.map((server) => server.stop()));
  running = [];
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function start(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const server = await EmbeddedPostgres.start(options);
  running.push(server);
  return server;
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = await openSession(url);
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Starts a process that starts PostgreSQL from the sources, where `.js` imports mean `.ts` files, and prints its URL. */
async function startOwner(dataDir: string) {
  const script = `
    import { registerHooks } from 'node:module';
    registerHooks({ resolve: (name, { parentURL, ...context }, next) =>
      next(parentURL?.endsWith('.ts') && name.startsWith('.') ? name.replace(/js$/, 'ts') : name, { parentURL, ...context }) });
    const { EmbeddedPostgres } = await import(${JSON.stringify(source)});
    const { url } = await EmbeddedPostgres.start({ dataDir: ${JSON.stringify(dataDir)} }).then((server) => ({ url: server.url() }));
    console.log(url);`;
  const owner = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const errors = owner.stderr.toArray();
  const started = once(owner.stdout, 'data').then(([url]) => String(url).trim());
  const failed = once(owner, 'exit').then(async () => Promise.reject(new Error((await errors).join(''))));
  return { process: owner, url: await Promise.race([started, failed]) };
}

describe('a cluster', () => {
  it('starts fresh with UTF-8, durable writes, TCP on the loopback and UTC', async () => {
    const server = await start({ dataDir: shared, settings: { work_mem: '5MB' } });
    const names = [
      'fsync',
      'listen_addresses',
      'max_connections',
      'recovery_init_sync_method',
      'server_encoding',
      'TimeZone',
      'unix_socket_directories',
      'work_mem',
    ];
    const rows = await query(
      server.url(),
      `SELECT current_setting(name) AS value FROM unnest('{${names.join()}}'::text[]) AS name`,
    );
    const sync = process.platform === 'linux' ? 'syncfs' : 'fsync';
    expect(rows.map(({ value }) => value)).toEqual([
      'on',
      '127.0.0.1',
      '300',
      sync,
      'UTF8',
      'UTC',
      '',
      '5MB',
    ]);
  });

  it('keeps data and password when it stops, even if stop is called twice', async () => {
    const first = await start({ dataDir: shared });
    await query(first.url(), 'CREATE TABLE kept AS SELECT 42 AS answer');
    await Promise.all([first.stop(), first.stop()]);
    await expect(query(first.url(), 'SELECT 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    const second = await start({ dataDir: shared });
    expect(await query(second.url(), 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });

  it('starts again after it was killed, on its port, with its settings and what it had committed', async () => {
    const server = await start({ dataDir: shared, settings: { work_mem: '5MB' } });
    await query(server.url(), 'CREATE TABLE survived AS SELECT 42 AS answer');
    const [pid] = (await readFile(join(server.dataDir, 'postmaster.pid'), 'utf8')).split('\n');
    process.kill(Number(pid), 'SIGKILL');
    expect(await server.ended).toBe('SIGKILL');
    await server.restart();
    expect(await query(server.url(), `SELECT answer, current_setting('work_mem') FROM survived`)).toEqual([
      { answer: 42, current_setting: '5MB' },
    ]);
    await server.stop();
    expect(await server.ended).toBe('exit code 0');
  });

  it('requires a scram password, in a file that only its owner may read', async () => {
    const server = await start({ dataDir: shared });
    await expect(query(server.url('postgres', 'postgres', 'wrong'), 'SELECT 1')).rejects.toMatchObject({
      code: '28P01',
    });
    const rules = await query(server.url(), 'SELECT DISTINCT auth_method FROM pg_hba_file_rules');
    expect(rules).toEqual([{ auth_method: 'scram-sha-256' }]);
    expect((await stat(`${server.dataDir}.password`)).mode & 0o777).toBe(0o600);
  });

  it('starts again after an initdb that was killed half-way', async () => {
    const dataDir = join(folder, 'half');
    await mkdir(join(`${dataDir}.new`, 'base'), { recursive: true });
    const server = await start({ dataDir });
    expect(await query(server.url(), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('runs in its own process group, out of reach of Ctrl-C', async () => {
    const server = await start({ dataDir: shared });
    const [pid] = (await readFile(join(server.dataDir, 'postmaster.pid'), 'utf8')).split('\n');
    expect(() => process.kill(-Number(pid), 0)).not.toThrow();
  });
});

describe('ownership', () => {
  it('refuses data whose owner runs, and leaves its server alone', async () => {
    const server = await start({ dataDir: shared });
    await expect(start({ dataDir: server.dataDir })).rejects.toThrow(
      `${server.dataDir} is in use by process ${process.pid}`,
    );
    expect(await query(server.url(), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('ends soon after its owner was killed, and keeps what it had committed', async () => {
    const owner = await startOwner(shared);
    await query(owner.url, 'CREATE TABLE ended AS SELECT 42 AS answer');
    owner.process.kill('SIGKILL');
    const isRefused = () =>
      query(owner.url, 'SELECT 1').then(
        () => false,
        ({ code }) => code === 'ECONNREFUSED',
      );
    await eventually(isRefused);
    const server = await start({ dataDir: shared });
    expect(await query(server.url(), 'SELECT answer FROM ended')).toEqual([{ answer: 42 }]);
  });

  it('is stopped by the next start when its owner was killed and nobody watched', async () => {
    const owner = await startOwner(shared);
    execFileSync('pkill', ['-KILL', '-P', `${owner.process.pid}`, '-x', 'sh']);
    await query(owner.url, 'CREATE TABLE orphaned AS SELECT 42 AS answer');
    owner.process.kill('SIGKILL');
    await once(owner.process, 'exit');
    expect(await query(owner.url, 'SELECT answer FROM orphaned')).toEqual([{ answer: 42 }]);
    const server = await start({ dataDir: shared });
    expect(await query(server.url(), 'SELECT answer FROM orphaned')).toEqual([{ answer: 42 }]);
    await expect(query(owner.url, 'SELECT 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('starts after owner and server were both killed', async () => {
    const owner = await startOwner(shared);
    await query(owner.url, 'CREATE TABLE killed AS SELECT 42 AS answer');
    const [pid] = (await readFile(join(shared, 'postmaster.pid'), 'utf8')).split('\n');
    owner.process.kill('SIGKILL');
    process.kill(Number(pid), 'SIGKILL');
    await once(owner.process, 'exit');
    const server = await start({ dataDir: shared });
    expect(await query(server.url(), 'SELECT answer FROM killed')).toEqual([{ answer: 42 }]);
  });

  it('does not mistake a process that has the pid of an earlier owner or server for it', async () => {
    await (await start({ dataDir: shared })).stop();
    const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 60_000)'], {
      ...serverUser,
      stdio: 'ignore',
    });
    await writeFile(`${shared}.owner`, `${stranger.pid}\nanother start time`);
    await writeFile(
      join(shared, 'postmaster.pid'),
      `${stranger.pid}\n${shared}\n0\n5432\n\n127.0.0.1\n1 1\nready\n`,
    );
    try {
      const server = await start({ dataDir: shared });
      expect(await query(server.url(), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
      expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
    } finally {
      stranger.kill();
    }
  });
});

describe('a lock file', () => {
  it('that a full disk left empty does not prevent the next start', async () => {
    await (await start({ dataDir: shared })).stop();
    await writeFile(join(shared, 'postmaster.pid'), '');
    const server = await start({ dataDir: shared });
    expect(await query(server.url(), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});

describe('an error in one sentence', () => {
  it('names a port that is in use', async () => {
    const squatter = createServer().listen(0, '127.0.0.1');
    await once(squatter, 'listening');
    const { port } = squatter.address() as AddressInfo;
    const attempt = start({ dataDir: shared, port });
    await expect(attempt).rejects.toThrow(`Port ${port} on 127.0.0.1 is in use`);
    squatter.close();
    await start({ dataDir: shared });
  });

  it('names data of another major version', async () => {
    await (await start({ dataDir: shared })).stop();
    const file = join(shared, 'PG_VERSION');
    const version = await readFile(file);
    await writeFile(file, '17\n');
    await expect(start({ dataDir: shared })).rejects.toThrow(
      `${shared} holds data of another major version of PostgreSQL: delete it with \`npm run reset\``,
    );
    await writeFile(file, version);
  });

  it('shows the last lines of the log when the data is damaged', async () => {
    await (await start({ dataDir: shared })).stop();
    const file = join(shared, 'global', 'pg_control');
    await rename(file, `${file}.away`);
    await expect(start({ dataDir: shared })).rejects.toThrow(/npm run reset.*pg_control/);
    await rename(`${file}.away`, file);
  });

  it('names a folder that holds something else, which stays as it is', async () => {
    const dataDir = join(folder, 'photos');
    await mkdir(dataDir);
    await writeFile(join(dataDir, 'cat.jpg'), '');
    await expect(start({ dataDir })).rejects.toThrow(/photos/);
    expect(await readdir(dataDir)).toEqual(['cat.jpg']);
  });

  it.each([
    'initdb: error: could not write file: No space left on device',
    'ENOSPC: no space left on device, write',
  ])('names a full disk: %s', (output) =>
    expect(explainServerFailure(new Error(output), { dataDir: '/data' }).message).toMatch(
      /^The disk that holds \/data is full: /,
    ),
  );

  it('names a platform without binaries, and the way out', () => {
    expect(() => locateBinaries('linux-riscv64')).toThrow(EmbeddedPostgresError);
    expect(() => locateBinaries('linux-riscv64')).toThrow(
      /linux-riscv64.*optional packages.*external PostgreSQL/,
    );
  });
});

describe('binaries', () => {
  let native: string;
  beforeAll(async () => {
    native = join(folder, 'package', 'native');
    await cp(join(locateBinaries(), '..', 'package.json'), join(folder, 'package', 'package.json'));
    const isLink = (file: string) => lstatSync(file).isSymbolicLink();
    await cp(locateBinaries(), native, { recursive: true, filter: (file) => !isLink(file) });
  });

  it('get their library links and modes from the first of several processes', async () => {
    const links: { target: string }[] = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8'));
    await chmod(join(native, 'bin', 'initdb'), 0o644);
    await Promise.all(Array.from({ length: 8 }, () => completeBinaries(native)));
    expect(links.filter(({ target }) => !existsSync(join(native, '..', target)))).toEqual([]);
    expect((await stat(join(native, 'bin', 'initdb'))).mode & 0o111).toBe(0o111);
  });

  itAsRoot('are copied out of a closed folder, even by several at once', async () => {
    await chmod(join(folder, 'package'), 0o700);
    const copies = await Promise.all(
      Array.from({ length: 3 }, () => provideBinaries(native, join(folder, 'fallback'))),
    );
    const [copy = ''] = new Set(copies);
    expect(copy).toContain(join(folder, 'fallback', 'troupe-'));
    expect((await readdir(join(copy, '..'))).toSorted()).toEqual(['native']);
  });

  itAsRoot('and data move when the server user cannot enter the wanted folder', async () => {
    const closed = await mkdtemp(join(folder, 'closed-'));
    const server = await start({ dataDir: join(closed, 'data'), fallbackDir: join(folder, 'fallback') });
    expect(server.dataDir).toMatch(/fallback\/troupe-\w+\/data$/);
    expect(await query(server.url(), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('are located without creating anything', async () => {
    const dataDir = join(folder, 'nowhere/data');
    expect(await EmbeddedPostgres.locate({ dataDir })).toBe(dataDir);
    expect(existsSync(join(folder, 'nowhere'))).toBe(false);
  });

  itAsRoot('are not put into a folder that other users may write to', async () => {
    const closed = await mkdtemp(join(folder, 'closed-'));
    const options = { dataDir: join(closed, 'data'), fallbackDir: join(folder, 'open') };
    const planted = join(await EmbeddedPostgres.provide(options), '..');
    await chmod(planted, 0o777);
    await expect(start(options)).rejects.toThrow(/TROUPE_DATA_DIR/);
  });
});
