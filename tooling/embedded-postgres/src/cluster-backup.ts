import { type FileHandle, open, readdir } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { openSession } from '#libs/database';
import { ignoreCodes } from './embedded-postgres-error.js';

/** A folder in a backup, or a file: then it has content, of exactly `size` bytes. */
export interface BackupEntry {
  /** Relative to the data directory, with slashes. */
  path: string;
  size?: number;
  content?: AsyncIterable<Buffer>;
}

/** Folders that are kept without their files, as a server recreates those (PostgreSQL manual, 25.3.4.3). */
const KEPT_EMPTY = new Set([
  'pg_wal',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
]);
/** Bytes that are read at once. */
const CHUNK = 256 * 1024;
/** Files of the running server alone. */
const EXCLUDED = /^(postmaster\.(pid|opts)|pg_internal\.init.*|pgsql_tmp.*|backup_label.*|tablespace_map.*)$/;

/**
 * Copies a whole cluster while its server runs: every database as it is at the moment when the last entry is read. Read
 * an entry before you ask for the next one. A server that starts on the copy recovers by itself. This is the low-level
 * API of PostgreSQL's manual, section 25.3.4.
 * @param ownerUrl the superuser's URL of any database
 * @throws Error when the server cannot be reached, or a file cannot be read
 */
export async function* backUpCluster(ownerUrl: string, dataDir: string): AsyncGenerator<BackupEntry> {
  const client = await openSession(ownerUrl);
  try {
    // The slot keeps the log of what is written meanwhile. It ends with this connection.
    await client.query('select pg_create_physical_replication_slot($1, true, true)', [
      `backup_${process.pid}`,
    ]);
    const start = await client.query<{ wal: string }>(
      `select pg_walfile_name(pg_backup_start('backup', fast => true)) as wal`,
    );
    yield* entriesIn(dataDir, '');
    const stop = await client.query<{ wal: string; labelfile: string }>(
      'select pg_walfile_name(lsn) as wal, labelfile from pg_backup_stop(wait_for_archive => false)',
    );
    const { wal: last, labelfile } = stop.rows[0]!;
    yield* walBetween(dataDir, start.rows[0]!.wal, last);
    yield { path: 'backup_label', size: Buffer.byteLength(labelfile), content: bytesOf(labelfile) };
  } finally {
    await client.end();
  }
}

async function* entriesIn(dataDir: string, folder: string): AsyncGenerator<BackupEntry> {
  for (const entry of await readdir(join(dataDir, folder), { withFileTypes: true })) {
    const path = posix.join(folder, entry.name);
    if (EXCLUDED.test(entry.name)) continue;
    if (!entry.isDirectory()) yield* fileAt(dataDir, path);
    else {
      yield { path };
      if (!KEPT_EMPTY.has(path)) yield* entriesIn(dataDir, path);
    }
  }
}

async function* bytesOf(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}

/** The names of log files are hexadecimal numbers of one width, so alphabetical order is their order. */
async function* walBetween(dataDir: string, first: string, last: string): AsyncGenerator<BackupEntry> {
  const names = await readdir(join(dataDir, 'pg_wal'));
  const wanted = names.filter((name) => /^[0-9A-F]{24}$/.test(name) && name >= first && name <= last);
  for (const name of wanted) yield* fileAt(dataDir, posix.join('pg_wal', name));
}

/** A file as it is now. It may grow, shrink or vanish meanwhile: recovery repairs it from the log. */
async function* fileAt(dataDir: string, path: string): AsyncGenerator<BackupEntry> {
  const handle = await open(join(dataDir, path)).catch(ignoreCodes('ENOENT'));
  if (!handle) return;
  try {
    const { size } = await handle.stat();
    yield { path, size, content: exactly(size, handle) };
  } finally {
    await handle.close();
  }
}

async function* exactly(size: number, handle: FileHandle): AsyncGenerator<Buffer> {
  let left = size;
  for (let position = 0; left > 0; position = size - left) {
    const { buffer, bytesRead } = await handle.read({
      buffer: Buffer.alloc(Math.min(left, CHUNK)),
      position,
    });
    if (!bytesRead) break;
    left -= bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
  if (left) yield Buffer.alloc(left);
}
