import { heard, said, total } from '#libs/messaging';
import { z } from 'zod';
import { Item, Line, linesOf } from './lines.js';
import { Money } from './money.js';

export const noun = 'order';

const Customer = z.object({ customerId: z.uuid() });
const Order = z.object({ orderId: z.uuid(), customerId: z.uuid() });

/** Why an order was cancelled. */
export const CancelReason = z.enum([
  'stock-missing',
  'payment-refused',
  'requested',
  'expired',
  'undeliverable',
]);
export type CancelReason = z.infer<typeof CancelReason>;

/** Heard: only the fields that orders reads; its pacts hold the senders to them. */
export const CustomerErased = heard('customer.erased.v1', Customer, { from: 'customers' });

const Record = z.object({ recordId: z.uuid() });
const FROM_CATALOG = { from: 'catalog', attributes: ['entityversion'] } as const;

export const RecordListed = heard(
  'record.listed.v1',
  Record.extend({ artist: z.string(), title: z.string(), price: Money }),
  FROM_CATALOG,
);
export const RecordPriceChanged = heard(
  'record.price-changed.v1',
  Record.extend({ price: Money }),
  FROM_CATALOG,
);
export const RecordWithdrawn = heard('record.withdrawn.v1', Record, FROM_CATALOG);
const ABOUT_ORDER = ['entityversion', 'datasubject'] as const;
const FROM_WAREHOUSE = { from: 'warehouse', attributes: ABOUT_ORDER } as const;
const FROM_FINANCE = { from: 'finance', attributes: ABOUT_ORDER } as const;
const Known = z.object({ orderId: z.uuid() });

export const StockReserved = heard(
  'stock.reserved.v1',
  Known.extend({ until: z.iso.datetime() }),
  FROM_WAREHOUSE,
);
export const StockMissing = heard('stock.missing.v1', Known, FROM_WAREHOUSE);
export const StockReleased = heard(
  'stock.released.v1',
  Known.extend({ reason: CancelReason.extract(['expired', 'requested', 'undeliverable']) }),
  FROM_WAREHOUSE,
);
export const StockDispatched = heard(
  'stock.dispatched.v1',
  Known.extend({ trackingId: z.string() }),
  FROM_WAREHOUSE,
);
export const StockReturned = heard(
  'stock.returned.v1',
  Known.extend({ returnId: z.uuid(), lines: z.array(Item) }),
  FROM_WAREHOUSE,
);
export const ReturnRejected = heard(
  'stock.return-rejected.v1',
  Known.extend({ returnId: z.uuid(), reason: z.string() }),
  FROM_WAREHOUSE,
);

const Payment = Known.extend({ paymentId: z.uuid() });
const Refund = Known.extend({ refundId: z.uuid() });
export const PaymentTaken = heard('payment.taken.v1', Payment.extend({ kept: Money }), FROM_FINANCE);
export const PaymentRefused = heard(
  'payment.refused.v1',
  Payment.extend({ isFinal: z.boolean() }),
  FROM_FINANCE,
);
export const PaymentRefunded = heard('payment.refunded.v1', Refund.extend({ kept: Money }), FROM_FINANCE);
export const RefundFailed = heard('payment.refund-failed.v1', Refund, FROM_FINANCE);

/** What orders knows of orders: often nothing is published about it. */
export const OrderFacts = total('order-facts', [
  StockReserved,
  StockMissing,
  StockReleased,
  StockDispatched,
  StockReturned,
  ReturnRejected,
  PaymentTaken,
  PaymentRefused,
  PaymentRefunded,
  RefundFailed,
]);

/** What orders knows of records: nothing is published about it. */
export const Prices = total('prices', [RecordListed, RecordPriceChanged, RecordWithdrawn]);

/** Said. */
const ABOUT = { subject: 'orderId', person: 'customerId' } as const;

export const OrderPlaced = said(
  'order.placed.v1',
  Order.extend({ paymentId: z.uuid(), lines: linesOf(Line), total: Money }),
  ABOUT,
);
export const PaymentOffered = said('order.payment-offered.v1', Order.extend({ paymentId: z.uuid() }), ABOUT);
export const CancellationRequested = said(
  'order.cancellation-requested.v1',
  Order.extend({ cancellationId: z.uuid() }),
  ABOUT,
);
export const OrderCancelled = said(
  'order.cancelled.v1',
  Order.extend({ cancellationId: z.uuid(), reason: CancelReason }),
  ABOUT,
);
export const ReturnRequested = said(
  'order.return-requested.v1',
  Order.extend({ returnId: z.uuid(), lines: linesOf(Item) }),
  ABOUT,
);
export const CustomerForgotten = said('order.customer-forgotten.v1', Customer, { subject: 'customerId' });
