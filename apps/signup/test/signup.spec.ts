import { describe, expect, it } from '@jest/globals';
import { Signup } from '../src/signup.js';
import { ann } from './fixtures/ann.js';

const problems = (change: object) =>
  Signup.safeParse({ ...ann, ...change }).error?.issues.map(({ path }) => path.join('/'));

describe('a sign-up', () => {
  it('is accepted as it is sent', () => {
    expect(Signup.parse(ann)).toEqual(ann);
  });

  it('may omit the second line and the friends', () => {
    const { friends: _, ...alone } = ann;
    expect(Signup.parse(alone)).toEqual(alone);
  });

  it('lower-cases and trims every e-mail address', () => {
    const { email, friends } = Signup.parse({
      ...ann,
      email: ' Ann@Example.COM ',
      friends: ['BOB@example.com'],
    });
    expect([email, friends]).toEqual(['ann@example.com', ['bob@example.com']]);
  });

  it('leaves the password unchanged', () => {
    expect(Signup.parse({ ...ann, password: '  Two Blanks  ' }).password).toBe('  Two Blanks  ');
  });

  it.each([
    ['no e-mail address', { email: 'ann' }, 'email'],
    ['an e-mail address of 255 characters', { email: `${'a'.repeat(243)}@example.com` }, 'email'],
    ['a password of seven characters', { password: '1234567' }, 'password'],
    ['a password of 257 characters', { password: 'x'.repeat(257) }, 'password'],
    ['a password of seven emoji', { password: '🦊'.repeat(7) }, 'password'],
    ['a password of which a character was lost', { password: 'pass\ufffdword' }, 'password'],
    ['a name of blanks', { givenName: '  ' }, 'givenName'],
    ['a NUL', { familyName: 'Lee\0' }, 'familyName'],
    ['a line break', { givenName: 'Ann\nBcc: bob@example.com' }, 'givenName'],
    ['half of a surrogate pair', { address: { ...ann.address, city: 'Leeds \ud83d' } }, 'address/city'],
    ['an override of the direction of reading', { familyName: 'Lee\u202e' }, 'familyName'],
    ['an invisible name', { givenName: '\u3164' }, 'givenName'],
    ['a link for a name', { givenName: 'www.evil.example' }, 'givenName'],
    ['a country that does not exist', { address: { ...ann.address, country: 'ZZ' } }, 'address/country'],
    ['a country that is not a code', { address: { ...ann.address, country: 'gb' } }, 'address/country'],
    ['a friend without a valid address', { friends: ['bob@example.com', 'bob'] }, 'friends/1'],
    ['a hundred and one friends', { friends: Array(101).fill('bob@example.com') }, 'friends'],
    ['an unknown field', { role: 'operator' }, ''],
  ])('is refused with %s', (_what, change, path) => {
    expect(problems(change)).toEqual([path]);
  });

  it('counts the characters of a password', () => {
    expect(problems({ password: '🦊'.repeat(256) })).toBeUndefined();
  });

  it('may be written in any script', () => {
    expect(
      problems({ givenName: '静', familyName: '👩‍🎤', address: { ...ann.address, city: 'Łódź' } }),
    ).toBeUndefined();
  });
});
