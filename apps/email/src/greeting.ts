/** What mail programs turn into links, and what shows nothing or turns the direction of reading. */
const UNFIT =
  /:\/\/|@|\bwww\.|[\p{L}\p{N}]{2,}[.\u3002\uff0e\uff61]\p{L}{2,}|[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/iu;

/**
 * The first line of a mail. Whoever signs up chooses the name and the address, and so could send strangers an
 * advertisement: a name that contains a link is left out. `customers` refuses such a name, but did not always.
 */
export const greeting = (givenName: string): string =>
  UNFIT.test(givenName) ? 'Hello,' : `Hello ${givenName},`;
