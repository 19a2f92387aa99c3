/** Letters that Unicode does not take apart into a basic letter and a mark. */
const LETTERS: Record<string, string> = {
  æ: 'ae',
  ð: 'd',
  đ: 'd',
  ħ: 'h',
  ı: 'i',
  ł: 'l',
  ø: 'o',
  œ: 'oe',
  ß: 'ss',
  þ: 'th',
};
const LETTER = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'gu');

/**
 * The form in which texts are searched and sorted: words of small letters and digits without marks, with a space between
 * them. It is a fixed point.
 */
export const fold = (text: string): string =>
  text
    .replaceAll('&', ' and ')
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[\p{M}.'’]/gu, '') // R.E.M. is one word, and so is don’t
    .replaceAll(LETTER, (letter) => LETTERS[letter]!)
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
