/** A text as a terminal may show it: what would command the terminal, or show nothing, is escaped. Lines stay lines. */
export const printable = (text: string): string =>
  text.replaceAll(
    /(?!\n)[\p{C}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`,
  );
