import { UserError } from '#tooling/platform';
import { type BackupEntry } from '#tooling/embedded-postgres';
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
 * A backup is a compressed tar file, encrypted with AES-256-GCM: 16 bytes of header, which the tag covers too, a nonce of
 * 12 bytes, the encrypted content, a tag of 16 bytes. One key may encrypt 2^32 backups, each of 64 GiB
 * (NIST SP 800-38D).
 */
const HEADER = Buffer.from('troupe-backup/1\n');
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** The entry that tells since when who hears what. A backup has it if its broker is not among its databases. */
export const SUBSCRIPTIONS = 'subscriptions.json';
const CIPHER = 'aes-256-gcm';

/** Reads the key that encrypts backups. @throws UserError when the environment has no key of 256 bits */
export function backupKey({ BACKUP_KEY, BACKUP_KEY_FILE }: Env): Buffer {
  const text = BACKUP_KEY ?? (BACKUP_KEY_FILE ? readFileSync(BACKUP_KEY_FILE, 'utf8') : '');
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length === 32) return key;
  throw new UserError(
    'BACKUP_KEY, or the file that BACKUP_KEY_FILE names, must hold 32 random bytes in base64: create them with `openssl rand -base64 32`, and keep them apart from the backups.',
  );
}

/**
 * Writes entries into one encrypted file, which has its name only when it is complete.
 * @throws UserError when the file exists already
 */
export async function sealBackup(
  entries: AsyncIterable<BackupEntry>,
  file: string,
  key: Buffer,
): Promise<void> {
  if (existsSync(file)) throw new UserError(`${file} exists already: choose another name.`);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(HEADER);
  const draft = `${file}.part`;
  const framed = async function* (encrypted: AsyncIterable<Buffer>) {
    yield HEADER;
    yield nonce;
    yield* encrypted;
    yield cipher.getAuthTag();
  };
  try {
    const output = createWriteStream(draft, { mode: 0o600 });
    await pipeline(tarOf(entries), createGzip({ level: 1 }), cipher, framed, output);
    await rename(draft, file);
  } finally {
    await rm(draft, { force: true });
  }
}

/**
 * Writes the entries of an encrypted file to disk, after the tag of the whole file is verified.
 * @param prepare is called once the file is verified; tells the file to write for an entry, by the entry's path
 * @throws UserError when the file is no backup, is damaged, or was encrypted with another key
 */
export async function unsealBackup(
  file: string,
  key: Buffer,
  prepare: () => Promise<(entry: string) => string>,
): Promise<void> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  await pipeline(await decrypted(file, key), nowhere).catch((cause: unknown) => {
    throw new UserError(
      `${file} is damaged, or was encrypted with another key: check BACKUP_KEY, or use another backup.`,
      { cause },
    );
  });
  const entries = extract();
  const extracted = extractAll(entries, await prepare());
  await Promise.all([pipeline(await decrypted(file, key), createGunzip(), entries), extracted]);
}

async function decrypted(file: string, key: Buffer): Promise<Readable> {
  const { size } = await stat(file).catch(() => ({ size: 0 }));
  const start = HEADER.length + NONCE_BYTES;
  const head = Buffer.alloc(start);
  const tag = Buffer.alloc(TAG_BYTES);
  if (size >= start + TAG_BYTES) {
    await using handle = await open(file);
    await handle.read({ buffer: head, position: 0 });
    await handle.read({ buffer: tag, position: size - TAG_BYTES });
  }
  if (!head.subarray(0, HEADER.length).equals(HEADER))
    throw new UserError(`${file} is no backup: name a file that \`npm run backup\` wrote.`);
  const decipher = createDecipheriv(CIPHER, key, head.subarray(HEADER.length)).setAAD(HEADER).setAuthTag(tag);
  const encrypted = createReadStream(file, { start, end: size - TAG_BYTES - 1 });
  return encrypted.on('error', (error) => decipher.destroy(error)).pipe(decipher);
}

function tarOf(entries: AsyncIterable<BackupEntry>): AsyncIterable<unknown> {
  const tar = pack();
  const add = async () => {
    for await (const { path: name, size, content } of entries) {
      if (content) await pipeline(content, tar.entry({ name, size, mode: 0o600 }));
      else tar.entry({ name, type: 'directory', mode: 0o700 });
    }
    tar.finalize();
  };
  add().catch((error: Error) => tar.destroy(error));
  return tar;
}

async function extractAll(
  entries: ReturnType<typeof extract>,
  pathOf: (entry: string) => string,
): Promise<void> {
  for await (const entry of entries) {
    const path = pathOf(entry.header.name);
    if (entry.header.type === 'directory') {
      await mkdir(path, { recursive: true, mode: 0o700 });
      entry.resume();
    } else {
      await mkdir(dirname(path), { recursive: true });
      await pipeline(entry, createWriteStream(path, { mode: 0o600 }));
    }
  }
}
