import { type BackupEntry } from '#tooling/embedded-postgres';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backupKey, sealBackup, unsealBackup } from '../src/backup-file.js';

const KEY = randomBytes(32);
const BIG = randomBytes(300_000);

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'archive-'));
  file = join(folder, 'state.backup');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function* bytesOf(content: Buffer): AsyncGenerator<Buffer> {
  yield content.subarray(0, 1000);
  yield content.subarray(1000);
}

async function* entries(): AsyncGenerator<BackupEntry> {
  yield { path: 'a' };
  yield { path: 'a/empty', size: 0, content: bytesOf(Buffer.alloc(0)) };
  yield { path: 'a/big', size: BIG.length, content: bytesOf(BIG) };
  yield { path: 'secret', size: 11, content: bytesOf(Buffer.from('canary-5f3a')) };
}

const into = (name: string) => async () => (entry: string) => join(folder, name, entry);

describe('a backup file', () => {
  it('gives back its entries with the key', async () => {
    await sealBackup(entries(), file, KEY);
    await unsealBackup(file, KEY, into('out'));
    expect(await readFile(join(folder, 'out/a/big'))).toEqual(BIG);
    expect(await readFile(join(folder, 'out/a/empty'))).toHaveLength(0);
    expect(await readFile(join(folder, 'out/secret'), 'utf8')).toBe('canary-5f3a');
    expect((await stat(join(folder, 'out/secret'))).mode & 0o777).toBe(0o600);
  });

  it('reveals nothing without the key', async () => {
    await sealBackup(entries(), file, KEY);
    expect((await readFile(file)).includes('canary')).toBe(false);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    await expect(unsealBackup(file, randomBytes(32), into('out'))).rejects.toThrow(
      `${file} is damaged, or was encrypted with another key: check BACKUP_KEY, or use another backup.`,
    );
    expect(existsSync(join(folder, 'out'))).toBe(false);
  });

  it('differs each time, even with the same entries', async () => {
    await sealBackup(entries(), file, KEY);
    await sealBackup(entries(), `${file}2`, KEY);
    const [one, other] = [await readFile(file), await readFile(`${file}2`)];
    expect(one.subarray(16, 64)).not.toEqual(other.subarray(16, 64));
  });

  it.each([
    ['in its header', 3, 'is no backup'],
    ['in its nonce', 20, 'is damaged'],
    ['in its middle', 100_000, 'is damaged'],
    ['in its tag', -1, 'is damaged'],
  ])('with one bit changed %s is refused, and nothing is written', async (_where, at, sentence) => {
    await sealBackup(entries(), file, KEY);
    const bytes = await readFile(file);
    const position = at < 0 ? bytes.length + at : at;
    bytes[position] = bytes[position]! ^ 1;
    await writeFile(file, bytes);
    await expect(unsealBackup(file, KEY, into('out'))).rejects.toThrow(sentence);
    expect(await readdir(folder)).toEqual(['state.backup']);
  });

  it.each([0, 10, 40, 50_000])('that ends after %i bytes is refused', async (size) => {
    await sealBackup(entries(), file, KEY);
    await writeFile(file, (await readFile(file)).subarray(0, size));
    await expect(unsealBackup(file, KEY, into('out'))).rejects.toThrow(/is (no backup|damaged)/);
  });

  it('that does not exist is refused', async () => {
    await expect(unsealBackup(file, KEY, into('out'))).rejects.toThrow(
      `${file} is no backup: name a file that \`npm run backup\` wrote.`,
    );
  });

  it('does not overwrite another file', async () => {
    await writeFile(file, 'precious');
    await expect(sealBackup(entries(), file, KEY)).rejects.toThrow(
      `${file} exists already: choose another name.`,
    );
    expect(await readFile(file, 'utf8')).toBe('precious');
  });

  it('exists complete or not at all', async () => {
    const broken = async function* (): AsyncGenerator<BackupEntry> {
      yield* entries();
      throw new Error('the disk broke');
    };
    await expect(sealBackup(broken(), file, KEY)).rejects.toThrow('the disk broke');
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('the key', () => {
  it('comes from the environment, or from a file', async () => {
    await writeFile(join(folder, 'key'), `${KEY.toString('base64')}\n`);
    expect(backupKey({ BACKUP_KEY: KEY.toString('base64') })).toEqual(KEY);
    expect(backupKey({ BACKUP_KEY_FILE: join(folder, 'key') })).toEqual(KEY);
  });

  it.each([undefined, '', 'short', randomBytes(16).toString('base64'), randomBytes(33).toString('base64')])(
    'must not be %p',
    (text) => {
      expect(() => backupKey({ BACKUP_KEY: text })).toThrow(
        /^BACKUP_KEY, or the file .* must hold 32 random/,
      );
    },
  );
});
