import type { Service } from '#libs/service';
import { DIST, patchedCopy, patchedText } from '#tooling/platform';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Mutant } from './mutant.js';
import type { ServiceName } from './shop.js';
import { STATE_MUTANTS } from './state-mutants.js';

const mutant = (service: ServiceName, name: string, file: string, was: string, becomes: string): Mutant => ({
  service,
  name,
  file,
  was,
  becomes,
});

/** One for each transition and each rule of money, goods and points; the oracle must notice all of them. */
export const MUTANTS: Mutant[] = [
  ...STATE_MUTANTS,
  mutant(
    'orders',
    'shows what was taken as what is kept',
    'order-state.js',
    "[facts.last('payment.taken'), facts.last('payment.refunded')]",
    "[facts.last('payment.taken')]",
  ),
  mutant(
    'orders',
    'lets a record come back twice',
    'order-state.js',
    'quantity: quantity - back(recordId)',
    'quantity',
  ),
  mutant(
    'orders',
    'counts one of each record',
    'pricing.js',
    'sum + quantity * price.amount',
    'sum + price.amount',
  ),
  mutant(
    'orders',
    'sells at another price than the customer was shown',
    'pricing.js',
    'if (changed.length)',
    'if (false)',
  ),
  mutant('warehouse', 'reserves what it does not have', 'order.js', 'line.available < line.wanted', 'false'),
  mutant(
    'warehouse',
    'keeps a reserved order that was cancelled',
    'order.js',
    "state === 'open' || state === 'reserved' ? 'release'",
    "state === 'open' ? 'release'",
  ),
  mutant(
    'warehouse',
    'releases an order whose parcel is being picked',
    'order.js',
    "state === 'open' || state === 'reserved' ? 'release'",
    "state === 'open' || state === 'reserved' || state === 'picking' ? 'release'",
  ),
  mutant(
    'warehouse',
    'says that a reservation has expired whose customer cancelled',
    'fulfilment.js',
    "await this.release(tx, order, 'requested')",
    "await this.release(tx, order, 'expired')",
  ),
  mutant(
    'warehouse',
    'keeps what was reserved for an order that ended',
    'stock.js',
    'reserving(lines, -1)',
    'reserving(lines, 0)',
  ),
  mutant(
    'warehouse',
    'leaves on the shelf what was sent',
    'stock.js',
    'onShelf: quantity, reserved: quantity',
    'reserved: quantity',
  ),
  mutant(
    'warehouse',
    'writes down nothing of what was sent',
    'stock.js',
    "await this.store.move(tx, 'dispatch', orderId, taken);",
    '',
  ),
  mutant(
    'warehouse',
    'loses what came back',
    'stock.js',
    "await this.putOnShelf(tx, 'return', returnId, lines);",
    '',
  ),
  mutant(
    'warehouse',
    'never ends a reservation',
    'fulfilment.js',
    'order?.isLeft ? overdueReason(order) : undefined',
    'undefined',
  ),
  mutant(
    'warehouse',
    'keeps the name of an erased customer',
    'orders.store.js',
    'customer_id: null, tracking_id: null',
    'tracking_id: null',
  ),
  mutant(
    'finance',
    'refunds all of a record of which one came back',
    'sale.js',
    'Math.min(back, quantity) * price.amount',
    'quantity * price.amount',
  ),
  mutant(
    'finance',
    'refunds nothing of a cancelled order',
    'sale.js',
    'lines ? priceOf(lines, sale.lines) : left',
    'lines ? priceOf(lines, sale.lines) : 0',
  ),
  mutant(
    'finance',
    'forgets earlier refunds',
    'sale.js',
    "sale.refunds.filter(has('done'))",
    "sale.refunds.filter(has('due'))",
  ),
  mutant(
    'finance',
    'books a refund as a payment',
    'ledger.store.js',
    "reason === 'payment' ? money.amount : -money.amount",
    'money.amount',
  ),
  mutant(
    'finance',
    'books no payment',
    'charges.js',
    'const sequence = await this.ledger.book(tx, booking);',
    'const sequence = 1;',
  ),
  mutant(
    'finance',
    'takes a time-out for a refusal',
    'payment-gateway.client.js',
    'if (!(error instanceof PeerFailure))',
    "if (error instanceof PeerFailure) return { state: 'declined' };\n            if (!(error instanceof PeerFailure))",
  ),
  mutant(
    'finance',
    'says that every refusal is final',
    'charges.js',
    "const isFinal = state === 'declined';",
    'const isFinal = true;',
  ),
  mutant(
    'finance',
    'says that no refusal is final',
    'charges.js',
    "const isFinal = state === 'declined';",
    'const isFinal = false;',
  ),
  mutant(
    'finance',
    'refunds under another key at each attempt',
    'effects.subscriber.js',
    'this.refunds.refund(key, refund)',
    'this.refunds.refund(`${key}-${Math.random()}`, refund)',
  ),
  mutant(
    'finance',
    'charges under another key at each attempt',
    'payment-gateway.client.js',
    "{ headers: { 'idempotency-key': key }, body: { token, ...money } }",
    "{ headers: { 'idempotency-key': `${key}-${Math.random()}` }, body: { token, ...money } }",
  ),
  mutant(
    'finance',
    'charges what is not reserved',
    'sale.js',
    '!isCancelled && reservedUntil !== null && now < reservedUntil',
    '!isCancelled',
  ),
  mutant(
    'finance',
    'refunds a cancelled order before its money is taken',
    'sale.js',
    "if (!sale.payments.some(isIn('taken')))",
    'if (false)',
  ),
  mutant(
    'finance',
    'keeps a token after it was used',
    'sale.js',
    'isCancelled || !isNeeded(one, paymentId, payments)',
    'isCancelled',
  ),
  mutant('loyalty', 'rounds points', 'purchase.js', 'Math.floor(', 'Math.round('),
  mutant(
    'loyalty',
    'lets the oldest version win',
    'points.store.js',
    'where purchase.version < excluded.version',
    'where purchase.version > excluded.version',
  ),
  mutant('loyalty', 'shows a balance below zero', 'purchase.js', 'points < 0 ?', 'false ?'),
  mutant('loyalty', 'redeems more than the balance', 'points.js', 'if (balance < 0)', 'if (false)'),
  mutant(
    'loyalty',
    'keeps the purchases of an erased customer',
    'points.store.js',
    "await tx.deleteFrom('purchase').where('customer_id', '=', customerId).execute();",
    '',
  ),
];

const sourceOf = (service: string): string => join(DIST, 'apps', service, 'src');

/** The text of the changed file. @throws Error when the change must be written anew */
export const mutantText = (one: Mutant): string => patchedText(sourceOf(one.service), one);

/** Builds a copy of a service with one change. @throws Error as `mutantText` does */
export async function loadMutant(one: Mutant): Promise<Service> {
  const folder = join(DIST, 'broken-services', one.name.replaceAll(' ', '-'));
  patchedCopy(sourceOf(one.service), folder, one);
  const module = (await import(pathToFileURL(join(folder, `${one.service}.module.js`)).href)) as Record<
    string,
    Service
  >;
  return Object.values(module).find(({ name }) => name === one.service)!;
}
