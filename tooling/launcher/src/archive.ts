import { UserError } from '#tooling/platform';
import { type Piece } from '#tooling/embedded-postgres';
import type { Env } from '#libs/service';
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, readFileSync } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { extract, pack } from 'tar-stream';

/*
 * A backup is a tar file, compressed and sealed with AES-256-GCM: these 16 bytes, which the tag covers too, a nonce of
 * 12 bytes, the sealed content, a tag of 16 bytes. One key may seal 2^32 of them, each of 64 GiB (NIST SP 800-38D).
 */
const HEAD = Buffer.from('troupe-backup/1\n');
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const CIPHER = 'aes-256-gcm';

/** @throws UserError when the environment has no key of 256 bits */
export function backupKey({ BACKUP_KEY, BACKUP_KEY_FILE }: Env): Buffer {
  const text = BACKUP_KEY ?? (BACKUP_KEY_FILE ? readFileSync(BACKUP_KEY_FILE, 'utf8') : '');
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length === 32) return key;
  throw new UserError(
    'BACKUP_KEY, or the file that BACKUP_KEY_FILE names, must hold 32 random bytes in base64: make them with `openssl rand -base64 32`, and keep them apart from the backups.',
  );
}

/**
 * Writes pieces into one sealed file, which is there when it is complete.
 * @throws UserError when the file exists already
 */
export async function seal(pieces: AsyncIterable<Piece>, file: string, key: Buffer): Promise<void> {
  if (existsSync(file)) throw new UserError(`${file} exists: choose another name.`);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(HEAD);
  const draft = `${file}.part`;
  const framed = async function* (sealed: AsyncIterable<Buffer>) {
    yield HEAD;
    yield nonce;
    yield* sealed;
    yield cipher.getAuthTag();
  };
  try {
    const to = createWriteStream(draft, { mode: 0o600 });
    await pipeline(tarOf(pieces), createGzip({ level: 1 }), cipher, framed, to);
    await rename(draft, file);
  } finally {
    await rm(draft, { force: true });
  }
}

/**
 * Puts the pieces of a sealed file where `place` says. Nothing is written before the whole file has proved to be ours.
 * @throws UserError when it is no backup, is damaged, or was sealed with another key
 */
export async function unseal(file: string, key: Buffer, place: (piece: string) => string): Promise<void> {
  await pipeline(await opened(file, key), new Writable({ write: (_chunk, _encoding, done) => done() })).catch(
    (cause: unknown) => {
      throw new UserError(`${file} is damaged, or was made with another BACKUP_KEY.`, { cause });
    },
  );
  const entries = extract();
  const unpacked = unpack(entries, place);
  await Promise.all([pipeline(await opened(file, key), createGunzip(), entries), unpacked]);
}

async function opened(file: string, key: Buffer): Promise<Readable> {
  const { size } = await stat(file).catch(() => ({ size: 0 }));
  const start = HEAD.length + NONCE_BYTES;
  const head = Buffer.alloc(start);
  const tag = Buffer.alloc(TAG_BYTES);
  if (size >= start + TAG_BYTES) {
    await using handle = await open(file);
    await handle.read({ buffer: head, position: 0 });
    await handle.read({ buffer: tag, position: size - TAG_BYTES });
  }
  if (!head.subarray(0, HEAD.length).equals(HEAD)) throw new UserError(`${file} is no backup.`);
  const decipher = createDecipheriv(CIPHER, key, head.subarray(HEAD.length)).setAAD(HEAD).setAuthTag(tag);
  const sealed = createReadStream(file, { start, end: size - TAG_BYTES - 1 });
  return sealed.on('error', (error) => decipher.destroy(error)).pipe(decipher);
}

function tarOf(pieces: AsyncIterable<Piece>): AsyncIterable<unknown> {
  const tar = pack();
  const add = async () => {
    for await (const { path: name, size, content } of pieces) {
      if (content) await pipeline(content, tar.entry({ name, size, mode: 0o600 }));
      else tar.entry({ name, type: 'directory', mode: 0o700 });
    }
    tar.finalize();
  };
  add().catch((error: Error) => tar.destroy(error));
  return tar;
}

async function unpack(entries: ReturnType<typeof extract>, place: (piece: string) => string): Promise<void> {
  for await (const entry of entries) {
    const path = place(entry.header.name);
    if (entry.header.type === 'directory') {
      await mkdir(path, { recursive: true, mode: 0o700 });
      entry.resume();
    } else {
      await mkdir(dirname(path), { recursive: true });
      await pipeline(entry, createWriteStream(path, { mode: 0o600 }));
    }
  }
}
