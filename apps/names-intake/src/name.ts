import { z } from 'zod';

/** A name as the register spells it: letters of any script, spaces, apostrophes and hyphens, in upper case. */
export const Name = z
  .string()
  .transform((text) => text.trim().normalize('NFC'))
  .pipe(
    z
      .string()
      .max(50, 'must have at most 50 characters')
      .regex(
        /^[\p{L}\p{M}][\p{L}\p{M} '’-]*$/u,
        'must consist of letters, spaces, apostrophes and hyphens, and begin with a letter',
      ),
  )
  .transform((text) => text.toUpperCase());

export const Sex = z.enum(['male', 'female']);
export type Sex = z.infer<typeof Sex>;
