import { effect, heard, total } from '#libs/messaging';
import { z } from 'zod';

const Amount = z.int().min(0).max(1_000_000_00);
const Money = z.object({ amount: Amount, currency: z.string().regex(/^[A-Z]{3}$/) });
const Quantity = z.int().min(1).max(99);
const Item = z.object({ recordId: z.uuid(), quantity: Quantity });
const Line = Item.extend({ price: Money });
const itemsOf = <Schema extends z.ZodType>(item: Schema) => z.array(item).min(1).max(50);
const Order = z.object({ orderId: z.uuid() });

/** Heard: only the fields that reports need. None names a person: the broker delivers no others. */
const NEWEST = { attributes: ['entityversion'], repeatable: true } as const;
const ABOUT_ORDER = { attributes: ['entityversion', 'datasubject'], repeatable: true } as const;

export const RecordListed = heard(
  'record.listed.v1',
  z.object({ recordId: z.uuid(), artist: z.string().max(200), genre: z.string().max(50) }),
  { from: 'catalog', ...NEWEST },
);
export const OrderPlaced = heard('order.placed.v1', Order.extend({ lines: itemsOf(Line) }), {
  from: 'orders',
  part: ['orderId', 'lines'],
  ...ABOUT_ORDER,
});
export const StockDispatched = heard('stock.dispatched.v1', Order.extend({ lines: itemsOf(Item) }), {
  from: 'warehouse',
  part: ['orderId', 'lines'],
  ...ABOUT_ORDER,
});
export const StockReturned = heard(
  'stock.returned.v1',
  Order.extend({ returnId: z.uuid(), lines: itemsOf(Item) }),
  { from: 'warehouse', part: ['orderId', 'returnId', 'lines'], ...ABOUT_ORDER },
);
/** The place of a booking in the ledger of finance, where the places have no gaps. */
const Sequence = z.int().min(1);
export const PaymentTaken = heard(
  'payment.taken.v1',
  Order.extend({ paymentId: z.uuid(), kept: Money, sequence: Sequence }),
  { from: 'finance', part: ['orderId', 'paymentId', 'kept', 'sequence'], ...ABOUT_ORDER },
);
export const PaymentRefunded = heard(
  'payment.refunded.v1',
  Order.extend({ refundId: z.uuid(), kept: Money, sequence: Sequence }),
  { from: 'finance', part: ['orderId', 'refundId', 'kept', 'sequence'], ...ABOUT_ORDER },
);

/** Publishes nothing, so it counts what it has kept. */
export const Kept = total('kept', [
  RecordListed,
  OrderPlaced,
  StockDispatched,
  StockReturned,
  PaymentTaken,
  PaymentRefunded,
]);

/** Effects. */
export const WriteExport = effect('export.write', z.object({ exportId: z.uuid() }), { limitMs: 300_000 });
