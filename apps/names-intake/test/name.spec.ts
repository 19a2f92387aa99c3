import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonical, CanonicalName, Name } from '../src/name.js';

/** Every character that Unicode has assigned. */
const CHARACTERS = Array.from({ length: 0x110000 }, (_, point) => String.fromCodePoint(point)).filter(
  (text) => /^[^\p{Cn}\p{Co}\p{Cs}]$/u.test(text),
);
const LETTERS = CHARACTERS.filter((text) => /^\p{L}$/u.test(text));

describe('the canonical form of a name', () => {
  it.each([
    [
      'apostrophes',
      ["D'ANGELO", 'D’Angelo', 'd‘angelo', 'Dʼangelo', 'D´angelo', 'D`angelo', 'D′angelo'],
      "D'ANGELO",
    ],
    [
      'hyphens',
      ['Anne-Marie', 'anne‐marie', 'anne–marie', 'anne — marie', 'anne−marie', 'anne- marie'],
      'ANNE-MARIE',
    ],
    ['blanks', [' Anna  Lena ', 'anna\u00a0lena', 'anna\u3000lena', 'anna\u2009\u200alena\n'], 'ANNA LENA'],
    [
      'invisible characters',
      ['Oli\u200bver', '\u202eoliver', 'oli\u00adver\ufeff', 'oliver\ufe0f'],
      'OLIVER',
    ],
    ['composition', ['zoë', 'zoe\u0308', 'ZOË'], 'ZOË'],
    ['compatibility', ['ｅｖａ', 'Eva', 'ᴱva'], 'EVA'],
    ['ß', ['weiß', 'weiẞ', 'weiss'], 'WEISS'],
    ['Greek', ['αΐδα', 'αι\u0308\u0301δα', 'ΑΪ\u0301ΔΑ'], 'ΑΪ\u0301ΔΑ'],
    ['Greek at the end of a word', ['νίκος', 'νίκοσ', 'ΝΊΚΟΣ'], 'ΝΊΚΟΣ'],
  ])('is the same for other %s', (_what, spellings, form) => {
    expect(new Set(spellings.map((text) => Name.parse(text)))).toEqual(new Set([form]));
  });

  it.each([
    ['ŁUCJA', 'LUCJA'],
    ['ΝΑΤΑΛΊΑ', 'ΝΑΤΑΛΙΑ'],
    ['ANNE MARIE', 'ANNE-MARIE'],
    ["D'ARCY", 'DARCY'],
    ['ANNE-MARIE', 'ANNEMARIE'],
  ])('keeps %s and %s apart', (one, other) => {
    expect(canonical(one)).not.toBe(canonical(other));
  });

  it('is a fixed point for every character of Unicode, alone and among letters', () => {
    const moving = CHARACTERS.filter((text) =>
      [text, `a${text}\u0301b`].some((name) => canonical(canonical(name)) !== canonical(name)),
    );
    expect(moving).toEqual([]);
  });

  it('is a fixed point for texts of all kinds, and what is accepted is accepted again, unchanged', () => {
    const odd = fc.constantFrom(
      'ß',
      'ẞ',
      'ŉ',
      'ΐ',
      '\u0345',
      '\u0301',
      '\u034f',
      "'",
      '´',
      '–',
      ' ',
      '\u3164',
      'ﷺ',
    );
    const letter = fc.nat(LETTERS.length - 1).map((at) => LETTERS[at] as string);
    const text = fc.array(fc.oneof(odd, letter), { maxLength: 60 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (name) => {
        const form = canonical(name);
        const { data } = Name.safeParse(name);
        return canonical(form) === form && (data === undefined || Name.parse(data) === data);
      }),
      { seed: 14, numRuns: 2_000 },
    );
  });

  it('may contain every letter of Unicode', () => {
    expect(LETTERS.filter((letter) => !Name.safeParse(`A${letter}A`).success)).toEqual([]);
  });

  it('is required of events', () => {
    expect(CanonicalName.safeParse('ADA').success).toBe(true);
    expect(CanonicalName.safeParse('Ada').success).toBe(false);
  });
});

describe('a name', () => {
  it.each([
    ['of combining marks', '\u0301\u0308'],
    ['of a Hangul filler', '\u3164'],
    ['of an apostrophe', '’'],
    ['with two hyphens in a row', 'Anne--Marie'],
    ['with a digit', 'R2D2'],
    ['with an emoji', 'Ada😀'],
    ['of half a surrogate pair', '\ud83d'],
    ['that is longer than 50 characters in upper case', 'ß'.repeat(26)],
    ['of 51 characters that become fewer', `${'x'.repeat(50)}\u00ad`],
  ])('%s is refused', (_what, name) => {
    expect(Name.safeParse(name).success).toBe(false);
  });

  it.each([
    ["D'Arcy", "D'ARCY"],
    ['ʻAulani', "'AULANI"],
    ['Gal·la', 'GAL·LA'],
    ['De’ Andre', "DE' ANDRE"],
    ['Lily -', 'LILY-'],
    ['𐐀'.repeat(50), '𐐀'.repeat(50)],
    ['ß'.repeat(25), 'S'.repeat(50)],
  ])('%s is accepted as %s', (name, form) => {
    expect(Name.parse(name)).toBe(form);
  });
});
