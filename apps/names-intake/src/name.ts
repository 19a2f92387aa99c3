import { z } from 'zod';

/** Most characters of a name, before and after it is brought into its canonical form. */
const MOST_CHARACTERS = 50;

/** What people type for an apostrophe: quotation marks, primes, accents without a letter, and modifier letters. */
const APOSTROPHES =
  /[\u0060\u00B4\u02B9\u02BB-\u02BF\u0384\u1FBD\u1FBF\u1FEF\u1FFD\u2018\u2019\u201B\u2032\uFF07]/g;

/**
 * Words of letters and their marks, which may contain apostrophes and middle dots, joined by one space or hyphen. A hyphen may
 * be last: the register of England and Wales has LILY- beside LILY.
 */
const WORDS = /^'?\p{L}\p{M}*(?:['·]?\p{L}\p{M}*|['·]?[ -]'?\p{L}\p{M}*)*['·]?-?$/u;

/**
 * The form in which names are compared and stored: two spellings with one form are one name. It is a fixed point, so it does
 * not matter how often a text is brought into it. docs/names.md describes it.
 */
export function canonical(text: string): string {
  const next = text
    .replaceAll(APOSTROPHES, "'") // first: NFKD would take a free accent for a blank with a mark
    .normalize('NFKD')
    .replaceAll(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replaceAll(/\p{Zs}+/gu, ' ')
    .replaceAll(/ (?=\p{M})/gu, '')
    .replaceAll(/ ?[\p{Pd}\u2212] ?/gu, '-')
    .trim()
    .toLowerCase() // ẞ, which is upper case already, becomes SS like ß
    .toUpperCase()
    .normalize('NFKC');
  return next === text ? text : canonical(next); // NFKD may bring out an apostrophe, as of ŉ
}

const Text = z
  .string()
  .refine(
    (text) => Array.from(text).length <= MOST_CHARACTERS,
    `must have at most ${MOST_CHARACTERS} characters`,
  )
  .meta({ maxLength: MOST_CHARACTERS });

/** A name in its canonical form. */
export const CanonicalName = Text.refine(
  (text) => WORDS.test(text),
  'must consist of letters, and between them single spaces, apostrophes, middle dots or hyphens',
)
  .refine((text) => canonical(text) === text, 'must be in its canonical form')
  .meta({ maxLength: MOST_CHARACTERS });

/** A name in any spelling, as people and official files give it. */
export const Name = Text.transform(canonical).pipe(CanonicalName);

export const Sex = z.enum(['male', 'female']);
export type Sex = z.infer<typeof Sex>;
