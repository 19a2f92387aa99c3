import { z } from 'zod';

export const CustomerId = z.uuid().describe('The id of the customer');

/** For documents: what a token looks like. */
export const ACCESS_TOKEN = 'eyJhbGciOiJFZERTQSJ9.e30.c2lnbmF0dXJl';
export const REFRESH_TOKEN = 'cmVmcmVzaCB0b2tlbg';

/** A password that someone types. An emoji is one character, although it has two code units. */
export const Typed = z
  .string()
  .refine((text) => Array.from(text).length <= 256, 'must have at most 256 characters')
  .meta({ maxLength: 256, example: 'correct horse battery' });

/** A password that someone chooses. */
export const Password = Typed.refine(
  (text) => Array.from(text).length >= 8,
  'must have at least 8 characters',
).meta({ minLength: 8, maxLength: 256, example: 'correct horse battery' });

/** What the document says: blanks around an address are left out before it is checked. */
const pattern = `^\\s*(?=\\S{1,254}\\s*$)${z.regexes.email.source.slice(1, -1)}\\s*$`;
export const Email = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(z.email().max(254))
  .meta({ pattern, example: 'ann@example.com' });
