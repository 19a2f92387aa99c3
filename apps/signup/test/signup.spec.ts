import { describe, expect, it } from '@jest/globals';
import { Signup } from '../src/signup.js';
import { ann } from './fixtures/ann.js';

const problems = (change: object) =>
  Signup.safeParse({ ...ann, ...change }).error?.issues.map(({ path }) => path.join('/'));

describe('a sign-up', () => {
  it('is taken as it is sent', () => {
    expect(Signup.parse(ann)).toEqual(ann);
  });

  it('may leave the second line and the friends out', () => {
    const { friends: _, ...alone } = ann;
    expect(Signup.parse(alone)).toEqual(alone);
  });

  it('spells every address in one way', () => {
    const { email, friends } = Signup.parse({
      ...ann,
      email: ' Ann@Example.COM ',
      friends: ['BOB@example.com'],
    });
    expect([email, friends]).toEqual(['ann@example.com', ['bob@example.com']]);
  });

  it('leaves the password as it is', () => {
    expect(Signup.parse({ ...ann, password: '  Two Blanks  ' }).password).toBe('  Two Blanks  ');
  });

  it.each([
    ['no e-mail address', { email: 'ann' }, 'email'],
    ['an e-mail address of 255 characters', { email: `${'a'.repeat(243)}@example.com` }, 'email'],
    ['a password of seven characters', { password: '1234567' }, 'password'],
    ['a password of 257 characters', { password: 'x'.repeat(257) }, 'password'],
    ['a name of blanks', { givenName: '  ' }, 'givenName'],
    ['a NUL', { familyName: 'Lee\0' }, 'familyName'],
    ['a line break', { givenName: 'Ann\nBcc: bob@example.com' }, 'givenName'],
    ['half of a surrogate pair', { address: { ...ann.address, city: 'Leeds \ud83d' } }, 'address/city'],
    ['a country of no code', { address: { ...ann.address, country: 'gb' } }, 'address/country'],
    ['a friend of no address', { friends: ['bob@example.com', 'bob'] }, 'friends/1'],
    ['a hundred and one friends', { friends: Array(101).fill('bob@example.com') }, 'friends'],
    ['a field nobody knows', { role: 'operator' }, ''],
  ])('is refused with %s', (_what, change, path) => {
    expect(problems(change)).toEqual([path]);
  });

  it('may be written in any script', () => {
    expect(
      problems({ givenName: '静', familyName: '👩‍🎤', address: { ...ann.address, city: 'Łódź' } }),
    ).toBeUndefined();
  });
});
