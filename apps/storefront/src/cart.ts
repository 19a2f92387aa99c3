import { hash } from 'node:crypto';
import { problemType } from '#libs/messaging';
import { LinkTokens, wholeNumber } from '#libs/service';
import { z } from 'zod';
import { Money } from './money.js';
import { MOST_COPIES } from './record.js';

/** A record in the cart, at the price that was shown. */
export interface CartLine {
  recordId: string;
  quantity: number;
  price: Money;
}

/** As many as an order may have. */
export const MOST_LINES = 50;
export const Quantity = wholeNumber(z.int().min(0).max(MOST_COPIES)).meta({ example: 1 });

const BadCart = problemType({
  code: 'storefront.bad-cart',
  status: 400,
  meaning: 'The cart was not signed by this shop, or is too old.',
  advice: 'Fill it again.',
  where: 'No operation refuses it: the shop empties such a cart, and says so.',
});
export const CartFull = problemType({
  code: 'storefront.cart-full',
  status: 409,
  meaning: 'The cart has 50 records.',
  advice: 'Order them, or take one out.',
});

/** Short, because a browser keeps 4,096 bytes of a cookie: the id without its hyphens, quantity, amount, currency. */
const Entry = z.tuple([
  z.string().regex(/^[\da-f]{32}$/),
  Quantity,
  Money.shape.amount,
  Money.shape.currency,
]);
const Signed = z.object({ lines: z.array(Entry).max(MOST_LINES) });

const carts = new LinkTokens(Signed, { bad: () => BadCart.refusal(), expired: () => BadCart.refusal() });

const ID = /^(.{8})(.{4})(.{4})(.{4})(.{12})$/;

/** The cart as a document that only this shop can have written. It is valid until then. */
export const signCart = (lines: readonly CartLine[], key: string, until: Date): Promise<string> =>
  carts.sign(
    {
      lines: lines.map(({ recordId, quantity, price: { amount, currency } }) => [
        recordId.replaceAll('-', ''),
        quantity,
        amount,
        currency,
      ]),
    },
    key,
    until,
  );

/** @throws Refusal (400) when the cart was forged, cut or has expired */
export async function readCart(signed: string, key: string, now: Date): Promise<CartLine[]> {
  const { lines } = await carts.read(signed, key, now);
  return lines.map(([id, quantity, amount, currency]) => ({
    recordId: id.replace(ID, '$1-$2-$3-$4-$5'),
    quantity,
    price: { amount, currency },
  }));
}

/**
 * The cart with so many of a record, at the price that was shown; with none, the record is taken out.
 * @throws Refusal (409) when the cart is full
 */
export function put(lines: readonly CartLine[], line: CartLine): CartLine[] {
  const isLine = ({ recordId }: CartLine) => recordId === line.recordId;
  if (line.quantity === 0) return lines.filter((one) => !isLine(one));
  if (lines.some(isLine)) return lines.map((one) => (isLine(one) ? line : one));
  if (lines.length === MOST_LINES) throw CartFull.refusal();
  return [...lines, line];
}

/** What orders said of a cart that it refused. */
export interface Objection {
  prices?: { recordId: string; price: Money }[] | undefined;
  /** Records that are not for sale. */
  records?: string[] | undefined;
}

/** The cart as it can be ordered, now that the customer is told: at the new prices, and without what is not for sale. */
export function corrected(lines: readonly CartLine[], { prices = [], records = [] }: Objection): CartLine[] {
  const changed = new Map(prices.map(({ recordId, price }) => [recordId, price]));
  return lines
    .filter(({ recordId }) => !records.includes(recordId))
    .map((line) => ({ ...line, price: changed.get(line.recordId) ?? line.price }));
}

/** What the cart costs, for each currency. */
export function totalsOf(lines: readonly CartLine[]): Money[] {
  const totals = new Map<string, number>();
  for (const { quantity, price } of lines)
    totals.set(price.currency, (totals.get(price.currency) ?? 0) + quantity * price.amount);
  return [...totals].map(([currency, amount]) => ({ amount, currency }));
}

/** Stands for what the page of a cart shows: another record, number or price has another one. */
export const markOf = (lines: readonly CartLine[]): string =>
  hash(
    'sha256',
    lines
      .map(({ recordId, quantity, price }) => [recordId, quantity, ...Object.values(price)].join())
      .join(';'),
    'base64url',
  );

/** The cart with no more copies than there are; of a record whose stock is unknown, with all of them. */
export const inStock = (lines: readonly CartLine[], levels: ReadonlyMap<string, number>): CartLine[] =>
  lines
    .map((line) => ({
      ...line,
      quantity: Math.min(line.quantity, levels.get(line.recordId) ?? line.quantity),
    }))
    .filter(({ quantity }) => quantity > 0);

/** What the customer is told of the copies that there are not; undefined when there are enough. */
export function shortageInWords(
  lines: readonly CartLine[],
  levels: ReadonlyMap<string, number>,
  titleOf: (recordId: string) => string,
): string | undefined {
  const told = lines.flatMap(({ recordId, quantity }) => {
    const left = levels.get(recordId) ?? quantity;
    if (left >= quantity) return [];
    if (left === 0) return [`${titleOf(recordId)} is sold out, and was taken out of the cart.`];
    return [
      `Only ${left} of ${titleOf(recordId)} ${left === 1 ? 'is' : 'are'} left: the cart has that many now.`,
    ];
  });
  return told.length ? told.join(' ') : undefined;
}

/** What the customer is told of it; undefined when it is about something else. */
export function objectionInWords({ prices = [], records = [] }: Objection): string | undefined {
  if (prices.length) return 'Prices have changed: these are the new ones. Order again if you agree.';
  return records.length ? 'Something is no longer for sale, and was taken out of the cart.' : undefined;
}
