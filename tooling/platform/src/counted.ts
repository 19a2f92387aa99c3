/** A number with its noun: `1 message`, `2 messages`. @param many the plural, when it is not the noun and an s */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;
