import { describe, expect, it } from '@jest/globals';
import { hashPassword, isPassword } from '../src/password-hash.js';

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
