import { type FileHandle, open, readdir } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { Client } from 'pg';
import { unless } from './embedded-postgres-error.js';

/** A folder of a backup, or a file of it: then it has content, of exactly `size` bytes. */
export interface Piece {
  /** Below the data directory, with slashes. */
  path: string;
  size?: number;
  content?: AsyncIterable<Buffer>;
}

/** What a server makes anew: of these folders only the folder itself is kept (PostgreSQL manual, 25.3.4.3). */
const EMPTIED = new Set([
  'pg_wal',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
]);
/** Bytes read at once. */
const CHUNK = 256 * 1024;
const LEFT_OUT = /^(postmaster\.(pid|opts)|pg_internal\.init.*|pgsql_tmp.*|backup_label.*|tablespace_map.*)$/;

/**
 * A copy of a whole cluster while its server works: every database as it was at one moment, when the last piece is
 * read. A piece is read before the next one is asked for. By the low-level API of the manual's section 25.3.4; a server that starts on the pieces recovers by itself.
 * @param ownerUrl of the superuser
 * @throws Error when the server cannot be reached, or a file not be read
 */
export async function* backUp(ownerUrl: string, dataDir: string): AsyncGenerator<Piece> {
  const client = new Client(ownerUrl);
  await client.connect();
  try {
    // The slot keeps the log of what is written meanwhile, and goes with this connection.
    await client.query('select pg_create_physical_replication_slot($1, true, true)', [
      `backup_${process.pid}`,
    ]);
    const began = await client.query<{ wal: string }>(
      `select pg_walfile_name(pg_backup_start('backup', fast => true)) as wal`,
    );
    yield* pieces(dataDir, '');
    const ended = await client.query<{ wal: string; labelfile: string }>(
      'select pg_walfile_name(lsn) as wal, labelfile from pg_backup_stop(wait_for_archive => false)',
    );
    const { wal: last, labelfile } = ended.rows[0]!;
    yield* walBetween(dataDir, began.rows[0]!.wal, last);
    yield { path: 'backup_label', size: Buffer.byteLength(labelfile), content: once(labelfile) };
  } finally {
    await client.end();
  }
}

async function* pieces(dataDir: string, folder: string): AsyncGenerator<Piece> {
  for (const entry of await readdir(join(dataDir, folder), { withFileTypes: true })) {
    const path = posix.join(folder, entry.name);
    if (LEFT_OUT.test(entry.name)) continue;
    if (!entry.isDirectory()) yield* file(dataDir, path);
    else {
      yield { path };
      if (!EMPTIED.has(path)) yield* pieces(dataDir, path);
    }
  }
}

async function* once(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}

/** Names of log files are numbers of one width, so their order is that of the alphabet. */
async function* walBetween(dataDir: string, first: string, last: string): AsyncGenerator<Piece> {
  const names = await readdir(join(dataDir, 'pg_wal'));
  const wanted = names.filter((name) => /^[0-9A-F]{24}$/.test(name) && name >= first && name <= last);
  for (const name of wanted) yield* file(dataDir, posix.join('pg_wal', name));
}

/** A file as it is now; it may grow, shrink or go meanwhile, and the log tells the server what became of it. */
async function* file(dataDir: string, path: string): AsyncGenerator<Piece> {
  const handle = await open(join(dataDir, path)).catch(unless('ENOENT'));
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
