const PREFIX = /^urn:troupe:problem:/;

/** What customers read of each kind of problem that they meet, by its code. */
export const SENTENCES: Record<string, string> = {
  'bad-request': 'The browser sent something that we cannot read.',
  erased: 'This account has been deleted, so nothing can be done with it.',
  forbidden: 'You may not see this.',
  full: 'Too many people are here at the moment.',
  'idempotency-key-invalid': 'The page is too old: load it again.',
  'idempotency-key-reused':
    'You have sent this before, with something else in it, and it may have been done: look at your orders before you send it again.',
  internal: 'Something went wrong on our side.',
  'invalid-input': 'Something is not right:',
  'method-not-allowed': 'There is no such page.',
  'no-such-path': 'There is no such page.',
  'not-acceptable': 'The browser does not accept pages.',
  'not-found': 'There is no such page, or it is of somebody else.',
  'orders.not-for-sale': 'Something is no longer for sale.',
  'orders.not-now': 'This cannot be done with the order any more. Below is what can be done now.',
  'orders.not-returnable': 'You want to return more copies than you have of this order.',
  'orders.one-currency': 'The prices are in different currencies: order the records of each currency apart.',
  'orders.price-changed': 'Prices have changed.',
  'orders.total-too-high': 'An order may cost 1,000,000.00 at most: order less at a time.',
  'payload-too-large': 'That was too much at once.',
  'peer-unavailable': 'A part of the shop does not answer at the moment.',
  'request-header-fields-too-large': 'The browser sends too many cookies: delete those of this site.',
  'request-in-progress': 'This is being done already: wait a moment.',
  'request-timeout': 'The browser took too long to send the page.',
  'storefront.bad-list': 'There is no such list, or no such page of it.',
  'storefront.cart-full':
    'Your cart has 50 records, which is as many as an order can have: order them, or take one out.',
  'storefront.other-site': 'This was sent by a page of another site: do it on a page of the shop.',
  'too-many-requests': 'That was too often.',
  unauthenticated: 'Log in again.',
  'unsupported-media-type': 'The browser sent something that we cannot read.',
  unavailable: 'The shop does not answer at the moment.',
};

const OTHERWISE = 'This is not possible.';

/** @param type of a problem (RFC 9457), such as `urn:troupe:problem:not-found` */
export const sentenceOf = (type: string): string => SENTENCES[type.replace(PREFIX, '')] ?? OTHERWISE;

/** What people read above a problem. */
export function headingOf(status: number): string {
  if (status === 404 || status === 405) return 'Not found';
  return status >= 500 ? 'Not available' : 'This did not work';
}
