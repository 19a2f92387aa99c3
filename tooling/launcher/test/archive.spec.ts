import { type Piece } from '#tooling/embedded-postgres';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backupKey, seal, unseal } from '../src/archive.js';

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

async function* pieces(): AsyncGenerator<Piece> {
  yield { path: 'a' };
  yield { path: 'a/empty', size: 0, content: bytesOf(Buffer.alloc(0)) };
  yield { path: 'a/big', size: BIG.length, content: bytesOf(BIG) };
  yield { path: 'secret', size: 11, content: bytesOf(Buffer.from('canary-5f3a')) };
}

const into = (name: string) => (piece: string) => join(folder, name, piece);

describe('a sealed file', () => {
  it('gives back what was put in, to whoever has the key', async () => {
    await seal(pieces(), file, KEY);
    await unseal(file, KEY, into('out'));
    expect(await readFile(join(folder, 'out/a/big'))).toEqual(BIG);
    expect(await readFile(join(folder, 'out/a/empty'))).toHaveLength(0);
    expect(await readFile(join(folder, 'out/secret'), 'utf8')).toBe('canary-5f3a');
    expect((await stat(join(folder, 'out/secret'))).mode & 0o777).toBe(0o600);
  });

  it('shows nothing to anybody else', async () => {
    await seal(pieces(), file, KEY);
    expect((await readFile(file)).includes('canary')).toBe(false);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    await expect(unseal(file, randomBytes(32), into('out'))).rejects.toThrow(
      `${file} is damaged, or was made with another BACKUP_KEY.`,
    );
    expect(existsSync(join(folder, 'out'))).toBe(false);
  });

  it('differs each time', async () => {
    await seal(pieces(), file, KEY);
    await seal(pieces(), `${file}2`, KEY);
    const [one, other] = [await readFile(file), await readFile(`${file}2`)];
    expect(one.subarray(16, 64)).not.toEqual(other.subarray(16, 64));
  });

  it.each([
    ['in its head', 3, 'is no backup'],
    ['in its nonce', 20, 'is damaged'],
    ['in its middle', 100_000, 'is damaged'],
    ['in its tag', -1, 'is damaged'],
  ])('with one bit changed %s is refused, and nothing of it written', async (_where, at, complaint) => {
    await seal(pieces(), file, KEY);
    const bytes = await readFile(file);
    const place = at < 0 ? bytes.length + at : at;
    bytes[place] = bytes[place]! ^ 1;
    await writeFile(file, bytes);
    await expect(unseal(file, KEY, into('out'))).rejects.toThrow(complaint);
    expect(await readdir(folder)).toEqual(['state.backup']);
  });

  it.each([0, 10, 40, 50_000])('cut off after %i bytes is refused', async (size) => {
    await seal(pieces(), file, KEY);
    await writeFile(file, (await readFile(file)).subarray(0, size));
    await expect(unseal(file, KEY, into('out'))).rejects.toThrow(/is (no backup|damaged)/);
  });

  it('that is not there is no backup', async () => {
    await expect(unseal(file, KEY, into('out'))).rejects.toThrow(`${file} is no backup.`);
  });

  it('is not written over another one', async () => {
    await writeFile(file, 'precious');
    await expect(seal(pieces(), file, KEY)).rejects.toThrow(`${file} exists: choose another name.`);
    expect(await readFile(file, 'utf8')).toBe('precious');
  });

  it('is there whole or not at all', async () => {
    const broken = async function* (): AsyncGenerator<Piece> {
      yield* pieces();
      throw new Error('the disk broke');
    };
    await expect(seal(broken(), file, KEY)).rejects.toThrow('the disk broke');
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
    'is not %p',
    (text) => {
      expect(() => backupKey({ BACKUP_KEY: text })).toThrow(
        /^BACKUP_KEY, or the file .* must hold 32 random/,
      );
    },
  );
});
