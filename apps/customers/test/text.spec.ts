import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CODES, Country } from '../src/countries.js';
import { Registration } from '../src/customer.js';
import { canonical, namePart, someText, text } from '../src/text.js';

/** Every character that Unicode has assigned. */
const CHARACTERS = Array.from({ length: 0x110000 }, (_, point) => String.fromCodePoint(point)).filter((one) =>
  /^[^\p{Cn}\p{Co}]$/u.test(one),
);
const accepts = (schema: typeof namePart, name: string) => schema.safeParse(name).success;

describe('a text', () => {
  it('has a canonical form that is a fixed point for every character of Unicode', () => {
    const moving = CHARACTERS.filter((one) =>
      [one, ` ${one}\u00a0 ${one}\u0301`].some((name) => canonical(canonical(name)) !== canonical(name)),
    );
    expect(moving).toEqual([]);
  });

  it('is accepted again, unchanged, once it was accepted', () => {
    const odd = fc.constantFrom(
      ' ',
      '\u00a0',
      '\u200d',
      '\ufe0f',
      '\u0301',
      '\u0958',
      '👩',
      '🚀',
      'ع',
      'A',
      '.',
    );
    const some = fc.nat(CHARACTERS.length - 1).map((at) => CHARACTERS[at] as string);
    const texts = fc.array(fc.oneof(odd, some), { maxLength: 110 }).map((parts) => parts.join(''));
    const holds = (name: string) => {
      const { data } = text(100).safeParse(name);
      return data === undefined || (text(100).parse(data) === data && Array.from(data).length <= 100);
    };
    fc.assert(fc.property(texts, holds), { seed: 14, numRuns: 2_000 });
  });

  it('may consist of any letter', () => {
    const letters = CHARACTERS.filter(
      (one) => /\p{L}/u.test(one) && !/\p{Default_Ignorable_Code_Point}/u.test(one),
    );
    expect(letters.filter((letter) => !accepts(namePart, letter))).toEqual([]);
  });

  it.each([
    ['Zoe\u0308 ', 'Zoë'],
    ['Anna\u00a0\u2003 Lena', 'Anna Lena'],
    ['𐐀'.repeat(100), '𐐀'.repeat(100)],
    ['علی‌رضا', 'علی‌رضا'],
    ['ශ්‍රී', 'ශ්‍රී'],
    ['മോഹന്‍', 'മോഹന്‍'],
    ['葛\u{e0100}城', '葛\u{e0100}城'],
    ['👨🏽‍🚀 🏳️‍🌈', '👨🏽‍🚀 🏳️‍🌈'],
  ])('is stored: %p as %p', (name, form) => {
    expect(namePart.parse(name)).toBe(form);
  });

  it.each([
    ['a right-to-left override', 'Ann\u202e'],
    ['an isolate', '\u2066Ann\u2069'],
    ['a right-to-left mark', 'Ann\u200f'],
    ['a zero-width space', 'An\u200bn'],
    ['a joiner between Latin letters', 'An\u200dn'],
    ['a second joiner', 'علی\u200c\u200cرضا'],
    ['a second variation selector', '葛\u{e0100}\u{e0101}'],
    ['a soft hyphen', 'An\u00adn'],
    ['a Hangul filler', '\u3164'],
    ['a blank of Braille', '\u2800'],
    ['a line separator', 'Ann\u2028Lee'],
    ['a tag', 'Ann\u{e0041}'],
    ['a combining mark alone', '\u0301'],
    ['a character that was lost', 'Zo\ufffd'],
    ['half a surrogate pair', 'Zo\ud800'],
    ['101 characters that become fewer', `${'a'.repeat(100)} `],
    ['100 characters that become more', '\u0958'.repeat(100)],
  ])('is refused with %s', (_what, name) => {
    expect([accepts(namePart, name), accepts(someText(100), name)]).toEqual([false, false]);
  });
});

describe('a name', () => {
  it.each([
    'J. R. R.',
    'J.R.R.',
    'J.R.Smith',
    'J.-P.Lee',
    'Q\u0303.R\u0303.',
    'Ann/Anna',
    'Tekahionwa:ke',
    'O’Neil',
    'St. John',
    'Dr.',
  ])('may be %s', (name) => {
    expect(accepts(namePart, name)).toBe(true);
  });

  it.each([
    'https://evil.example',
    'win at www.evil',
    'evil.example/win',
    'evil。example',
    'evil．example',
    'ann@evil',
    'xn--80ak6aa92e.com',
    't.co/AbC Claim your prize at t.co/AbC',
    'T.Co',
    'x.com',
    'g.page/win',
    'win at shop-1.com',
    'casino-x.com',
    '93.184.216.34/win',
    'exampleq\u0303.com',
    'i❤.ws',
    'उदाहरण.भारत',
    'bit\u2024ly',
    'bit\ufe52ly',
    'ann＠evil',
    'tel:+44',
    'SMS:12345',
  ])('must not be %s, which an address may contain', (name) => {
    expect(namePart.safeParse(name).error?.issues.map(({ message }) => message)).toEqual([
      'must not contain a web or e-mail address: put a blank after each dot',
    ]);
    expect(accepts(someText(100), name)).toBe(true);
  });
});

describe('a country', () => {
  it('is one of ISO 3166-1', () => {
    expect(new Set(CODES).size).toBe(249);
    const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
    expect(CODES.filter((code) => !names.of(code) || !Country.safeParse(code).success)).toEqual([]);
  });

  it.each(['ZZ', 'UK', 'EU', 'XK', 'SU', 'gb', 'GBR', ''])('is not %p', (country) => {
    const address = { line1: '1 Record Lane', city: 'Leeds', postcode: 'LS1 4AP', country };
    const told = { email: 'ada@example.org', name: { given: 'Ada', family: 'Byron' }, address };
    expect(Registration.safeParse(told).error?.issues).toMatchObject([
      {
        path: ['address', 'country'],
        message: 'must be an ISO 3166-1 code of two capital letters, such as GB',
      },
    ]);
  });
});
