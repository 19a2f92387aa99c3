import { z } from 'zod';

/** What people type for an apostrophe: quotation marks, primes, accents without a letter, and modifier letters. */
const APOSTROPHES =
  /[\u0060\u00B4\u02B9\u02BB-\u02BF\u0384\u1FBD\u1FBF\u1FEF\u1FFD\u2018\u2019\u201B\u2032\uFF07]/g;

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

/** A name as names-intake publishes it. Earlier versions of it published other forms, which may still be on their way. */
export const Name = z.string().max(200).transform(canonical).pipe(z.string().min(1));

/** How many babies were given a name, in one event. */
export const Count = z.int().min(1).max(1_000_000);
