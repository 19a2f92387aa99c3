import { describe, expect, it } from '@jest/globals';
import { argon2, generateKeyPairSync, randomBytes, webcrypto } from 'node:crypto';
import { promisify } from 'node:util';
import { hashesAtOnce, hashPassword, isPassword } from '../src/password-hash.js';

describe('the hash of a password', () => {
  it('includes its settings and a new salt each time, and not the password', async () => {
    const [one, other] = await Promise.all([hashPassword('correct horse'), hashPassword('correct horse')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(one).not.toBe(other);
  });

  it('matches its password, and no other', async () => {
    const hash = await hashPassword('correct horse');
    expect(await isPassword('correct horse', hash)).toBe(true);
    expect(await isPassword('correct horse ', hash)).toBe(false);
    expect(await isPassword('Correct horse', hash)).toBe(false);
    expect(await isPassword('', hash)).toBe(false);
  });

  it('matches a password however the keyboard composes its characters', async () => {
    expect(await isPassword('re\u0301sume\u0301', await hashPassword('r\u00e9sum\u00e9'))).toBe(true);
  });

  it('matches nothing when it is missing', async () => {
    expect(await isPassword('correct horse', undefined)).toBe(false);
  });
});

describe('passwords that are hashed at once', () => {
  const derive = promisify(argon2);
  const hash = () =>
    derive('argon2id', {
      message: 'correct horse',
      nonce: randomBytes(16),
      memory: 19_456,
      passes: 2,
      parallelism: 1,
      tagLength: 32,
    });

  it.each([
    [1, 1],
    [2, 1],
    [3, 2],
    [64, 3],
  ])('leave a core and a thread free: of %i cores they take %i', (cores, most) => {
    expect(hashesAtOnce(cores)).toBe(most);
  });

  it('keep no signature waiting, even with many cores', async () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const key = privateKey.toCryptoKey('Ed25519', true, ['sign']);
    const hashes = Array.from({ length: hashesAtOnce(64) }, hash);
    const signature = webcrypto.subtle.sign('Ed25519', key, Buffer.from('a token'));
    const first = await Promise.race([
      signature.then(() => 'signed'),
      ...hashes.map((one) => one.then(() => 'hashed')),
    ]);
    expect(first).toBe('signed');
    await Promise.all(hashes);
  });
});
