import { z } from 'zod';

/**
 * Characters that show themselves, and the invisible ones that letters and emoji need: joiners and variation selectors. Not
 * so control characters, halves of surrogate pairs, fillers, and what turns the direction of reading.
 */
const VISIBLE =
  /^(?:[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?<=[\p{L}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}])(?<![\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])[\u200c\u200d]|(?<=[\p{L}\p{Extended_Pictographic}])(?<![\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{Variation_Selector})*$/u;

/** What mail programs turn into links. The ideographic full stops count as dots in names of hosts (UTS 46). */
const ADDRESS = /:\/\/|@|\bwww\.|[\p{L}\p{N}]{2,}[.\u3002\uff0e\uff61]\p{L}{2,}/iu;

/** The form in which texts are stored: NFC, with one space for any number of any blanks, and none at the ends. */
const canonical = (text: string): string =>
  text
    .normalize('NFC')
    .replaceAll(/\p{Zs}+/gu, ' ')
    .trim();

/** A text in any spelling that has at most `most` characters, before and after it is brought into its canonical form. */
export function text(most: number) {
  const isShort = (text: string) => Array.from(text).length <= most;
  const tooLong = { error: `must have at most ${most} characters`, abort: true };
  return z
    .string()
    .refine(isShort, tooLong)
    .overwrite(canonical)
    .refine(isShort, tooLong)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, { error: 'must not contain control characters', abort: true })
    .refine((text) => VISIBLE.test(text), {
      error: 'must not contain invisible characters, or ones that turn the direction of reading',
      abort: true,
    })
    .meta({ maxLength: most });
}

/** A text that shows something. */
export const someText = (most: number) =>
  text(most)
    .min(1, { error: 'must not be empty', abort: true })
    .refine((text) => /[\p{L}\p{N}\p{P}\p{S}]/u.test(text), 'must not be empty')
    .meta({ maxLength: most });

/** A part of a person's name. It is read in mails, whose programs would make a link of an address. */
export const namePart = someText(100)
  .refine(
    (name) => !ADDRESS.test(name),
    'must not contain a web or e-mail address: put a blank after each dot',
  )
  .meta({ maxLength: 100 });
