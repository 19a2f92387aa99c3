/** What shows nothing, or turns the direction of reading. */
const UNFIT = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

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

/**
 * The first line of a mail. Whoever signs up chooses the name and the address, and so could send strangers an
 * advertisement: a name that contains a link is left out. `customers` refuses such a name, but did not always.
 */
export function greeting(givenName: string): string {
  const unfit = [UNFIT, ...ADDRESSES].some((pattern) => pattern.test(givenName.normalize('NFKC')));
  return unfit ? 'Hello,' : `Hello ${givenName},`;
}
