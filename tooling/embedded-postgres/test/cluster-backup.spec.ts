import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { backUpCluster, type BackupEntry, EmbeddedPostgres } from '#tooling/embedded-postgres';
import { Database } from '#libs/database';
import { sql } from 'kysely';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';

let folder: string;
let source: EmbeddedPostgres;
let databases: Database[] = [];
let copies = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cluster-backup-'));
  await chmod(folder, 0o755);
  source = await EmbeddedPostgres.start({ dataDir: join(folder, 'source') });
  const owner = open(source.url());
  for (const name of ['one', 'other']) {
    await sql`create database ${sql.id(name)}`.execute(owner.query);
    await sql`create table row (n int primary key, text text)`.execute(open(source.url(name)).query);
  }
});
afterEach(async () => {
  await Promise.all(databases.map((database) => database.close()));
  databases = [];
});
afterAll(async () => {
  await source.stop();
  await rm(folder, { recursive: true, force: true });
});

function open(url: string): Database {
  const database = new Database(url, { connections: 1 });
  databases.push(database);
  return database;
}

const insert = (database: Database, n: number) =>
  sql`insert into row values (${n}, repeat(md5(${n}::text), 100))`.execute(database.query);

async function highest(server: EmbeddedPostgres, name: string): Promise<number> {
  const database = open(server.url(name));
  const { rows } = await sql<{ n: number; count: number }>`
    select coalesce(max(n), 0) as n, count(*)::int as count from row where text = repeat(md5(n::text), 100)`.execute(
    database.query,
  );
  expect(rows[0]?.count).toBe(rows[0]?.n); // none is missing in between
  return rows[0]!.n;
}

/** Writes rows one after another, each to both databases, until `work` is done; `count` is how many there are. */
async function whileWriting(work: (count: () => number) => Promise<void>): Promise<void> {
  const [one, other] = [open(source.url('one')), open(source.url('other'))];
  let n = await highest(source, 'other');
  let done = false;
  const writing = async () => {
    while (!done) {
      await insert(one, n + 1);
      await insert(other, ++n);
    }
  };
  const written = writing();
  await work(() => n).finally(() => (done = true));
  await written;
}

/** Writes the entries into a new data folder. */
async function writeCopy(
  entries: AsyncIterable<BackupEntry>,
  isWanted = (_entry: BackupEntry) => true,
): Promise<string> {
  const dataDir = join(folder, `copy-${++copies}`);
  await mkdir(dataDir, { mode: 0o700 });
  await writeFile(`${dataDir}.password`, new URL(source.url()).password);
  for await (const entry of entries) {
    const path = join(dataDir, entry.path);
    if (!entry.content) await mkdir(path, { mode: 0o700 });
    else {
      const bytes = Buffer.concat(await Readable.from(entry.content).toArray());
      expect(bytes).toHaveLength(entry.size!);
      if (isWanted(entry)) await writeFile(path, bytes, { mode: 0o600 });
    }
  }
  await EmbeddedPostgres.adopt({ dataDir });
  return dataDir;
}

const backUpSource = () => backUpCluster(source.url(), source.dataDir);

describe('a backup of a cluster that runs', () => {
  it('has every database as it was at one moment', async () => {
    let before = 0;
    let dataDir = '';
    await whileWriting(async (count) => {
      while (count() < 100) await new Promise(setImmediate);
      before = count();
      dataDir = await writeCopy(backUpSource());
    });
    const copy = await EmbeddedPostgres.start({ dataDir });
    try {
      const [one, other] = [await highest(copy, 'one'), await highest(copy, 'other')];
      expect(other).toBeGreaterThanOrEqual(before);
      expect([0, 1]).toContain(one - other);
    } finally {
      await copy.stop();
    }
  });

  it('cannot start without the log of what was written meanwhile, and says so', async () => {
    const dataDir = await writeCopy(backUpSource(), ({ path }) => !/^pg_wal\/./.test(path));
    await expect(EmbeddedPostgres.start({ dataDir })).rejects.toThrow('PostgreSQL cannot run on');
  });

  it('has no pid file, and no file of the running server alone', async () => {
    const paths: string[] = [];
    for await (const { path, content } of backUpSource()) {
      paths.push(path);
      if (content) for await (const _chunk of content);
    }
    expect(paths).toEqual(expect.arrayContaining(['PG_VERSION', 'backup_label', 'pg_wal', 'pg_replslot']));
    expect(paths.filter((path) => /postmaster|^pg_replslot\/|^pg_notify\//.test(path))).toEqual([]);
  });

  it('goes on when files shrink or vanish while it is read', async () => {
    const owner = open(source.url());
    await sql`create table passing as select repeat('x', 1000) as text from generate_series(1, 1000)`.execute(
      owner.query,
    );
    const { rows } = await sql<{ path: string }>`select pg_relation_filepath('passing') as path`.execute(
      owner.query,
    );
    let seen: number | undefined;
    for await (const { path, size, content } of backUpSource()) {
      if (path === dirname(rows[0]!.path)) await sql`drop table passing`.execute(owner.query);
      if (path === rows[0]!.path) seen = size;
      if (content) for await (const _chunk of content);
    }
    expect(seen ?? 0).toBe(0); // PostgreSQL keeps an empty file until the next checkpoint
  });

  it('leaves nothing behind in the server when it is aborted', async () => {
    for await (const { path } of backUpSource()) if (path === 'base') break;
    const { rows } = await sql`select from pg_replication_slots`.execute(open(source.url()).query);
    expect(rows).toEqual([]);
  });
});
