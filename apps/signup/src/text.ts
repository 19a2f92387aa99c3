import { z } from 'zod';

/**
 * Characters that show themselves, and the invisible ones that letters and emoji need: joiners and variation selectors. Not
 * so control characters, halves of surrogate pairs, fillers, and what turns the direction of reading.
 */
const VISIBLE =
  /^(?:[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?<=[\p{L}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}])(?<![\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])[\u200c\u200d]|(?<=[\p{L}\p{Extended_Pictographic}])(?<![\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{Variation_Selector})*$/u;

/**
 * What mail programs turn into links, after NFKC: it makes a full stop of every character that counts as one in names of
 * hosts (UTS 46), except the ideographic one. A single letter before a full stop is an initial (J.Smith), and not a host
 * (t.co), unless what follows could be a top-level domain.
 */
const ADDRESSES = [
  /:[/+\p{N}]|@|\bwww\.|\b(?:callto|mailto|skype|sms|tel|xmpp):/iu,
  /\p{N}+(?:[.\u3002]\p{N}+){3}/u,
  /(?:[\p{L}\p{N}\p{So}]\p{M}*[-_]*[\p{L}\p{N}\p{So}]|[\p{N}\p{So}])\p{M}*[.\u3002]\p{L}\p{M}*\p{L}/u,
  /\p{L}\p{M}*[.\u3002](?:(?:com|net|org|\p{L}\p{M}*\p{L})(?![\p{L}\p{M}])|\p{L}[\p{L}\p{M}]*\/)/iu,
];

const hasAddress = (text: string): boolean =>
  ADDRESSES.some((address) => address.test(text.normalize('NFKC')));

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
  return (
    z
      .string()
      .refine(isShort, tooLong)
      .overwrite(canonical)
      .refine(isShort, tooLong)
      // Written as ranges, which other tools understand in a document.
      // oxlint-disable-next-line no-control-regex
      .regex(/^[^\u0000-\u001f\u007f-\u009f\ud800-\udfff]*$/u, {
        error: 'must not contain control characters',
        abort: true,
      })
      .refine((text) => !text.includes('\ufffd'), {
        error: 'must not contain U+FFFD, which stands for a character that was lost: send the text in UTF-8',
        abort: true,
      })
      .refine((text) => VISIBLE.test(text), {
        error: 'must not contain invisible characters, or ones that turn the direction of reading',
        abort: true,
      })
      .meta({ maxLength: most })
  );
}

/** A text that shows something. */
export const someText = (most: number) =>
  text(most)
    .min(1, { error: 'must not be empty', abort: true })
    .refine((text) => /[\p{L}\p{N}\p{P}\p{S}]/u.test(text), 'must not be empty')
    .meta({ maxLength: most });

/** A part of a person's name. It is read in mails, whose programs would make a link of an address. */
export const namePart = someText(100)
  .refine((name) => !hasAddress(name), 'must not contain a web or e-mail address: put a blank after each dot')
  .meta({ maxLength: 100 });
