import { z } from 'zod';

/** The form in which texts are stored: NFC, with one space for any number of any blanks, and none at the ends. */
const canonical = (text: string): string =>
  text
    .normalize('NFC')
    .replaceAll(/\p{Zs}+/gu, ' ')
    .trim();

/** A text that shows something, of at most `most` characters before and after it is brought into its canonical form. */
export function someText(most: number) {
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
      .min(1, { error: 'must not be empty', abort: true })
      .refine((text) => !/[\p{C}\p{Zl}\p{Zp}\ufffd]/u.test(text), {
        error: 'must not contain characters that do not show themselves',
        abort: true,
      })
      .refine((text) => /[\p{L}\p{N}\p{P}\p{S}]/u.test(text), 'must not be empty')
      .meta({ maxLength: most })
  );
}
