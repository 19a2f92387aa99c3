/** An element of a list: a comma between quotes is a part of it. */
const ELEMENT = /(?:"[^"]*"|[^",])+/g;

/** The elements of a header that is a list; empty ones are ignored (RFC 9110, section 5.6.1.2). */
export const listOf = (header = ''): string[] =>
  (header.match(ELEMENT) ?? []).flatMap((element) => element.trim() || []);
