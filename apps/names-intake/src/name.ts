import { z } from 'zod';

/** As the register of names has them: letters of any script, spaces, apostrophes and hyphens, in upper case. */
export const Name = z
  .string()
  .transform((text) => text.trim().normalize('NFC'))
  .pipe(
    z
      .string()
      .max(50, 'takes at most 50 characters')
      .regex(
        /^[\p{L}\p{M}][\p{L}\p{M} '’-]*$/u,
        'takes letters, spaces, apostrophes and hyphens, a letter first',
      ),
  )
  .transform((text) => text.toUpperCase());

export const Sex = z.enum(['male', 'female']);
export type Sex = z.infer<typeof Sex>;
