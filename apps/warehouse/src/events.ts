import { effect, heard, said, total } from '#libs/messaging';
import { z } from 'zod';
import { Lines } from './lines.js';

export const noun = 'stock';

const Order = z.object({ orderId: z.uuid(), customerId: z.uuid() });
const Customer = z.object({ customerId: z.uuid() });
const RecordNamed = z.object({ recordId: z.uuid() });

/** Heard: only the fields that the warehouse reads; its pacts hold the senders to them. */
const BY_CATALOG = { from: 'catalog', attributes: ['entityversion'], repeatable: true } as const;
export const RecordListed = heard('record.listed.v1', RecordNamed, BY_CATALOG);
export const RecordWithdrawn = heard('record.withdrawn.v1', RecordNamed, BY_CATALOG);

const BY_ORDERS = { from: 'orders', attributes: ['datasubject'], repeatable: true } as const;
export const OrderPlaced = heard('order.placed.v1', Order.extend({ lines: Lines }), BY_ORDERS);
export const CancellationRequested = heard('order.cancellation-requested.v1', Order, BY_ORDERS);
export const OrderCancelled = heard('order.cancelled.v1', Order, BY_ORDERS);
/** An order that was cancelled before anything was reserved lets go of nothing: nothing is published about it. */
export const Cancellations = total('cancellations', [CancellationRequested, OrderCancelled]);
export const ReturnRequested = heard(
  'order.return-requested.v1',
  Order.extend({ returnId: z.uuid(), lines: Lines }),
  BY_ORDERS,
);
/** Until this, `orders` may still ask something for the customer. */
export const ForgottenByOrders = heard('order.customer-forgotten.v1', Customer, { from: 'orders' });

export const PaymentTaken = heard('payment.taken.v1', Order, {
  from: 'finance',
  attributes: ['datasubject'],
  repeatable: true,
});

/** Effects. */
export const ReserveStock = effect('stock.reserve', Order);
export const ShippingGivenUp = effect('stock.shipping-given-up', Order);
export const ShipOrder = effect('stock.ship', Order, { onAdmission: ShippingGivenUp });

/** Said. */
export const LevelChanged = said(
  'stock.level-changed.v1',
  z.object({ recordId: z.uuid(), available: z.int().min(0) }),
  { subject: 'recordId' },
);

const ABOUT_ORDER = { subject: 'orderId', person: 'customerId' } as const;

export const StockReserved = said(
  'stock.reserved.v1',
  Order.extend({ until: z.iso.datetime() }),
  ABOUT_ORDER,
);
export const MissingLine = z.object({
  recordId: z.uuid(),
  wanted: z.int().min(1),
  available: z.int().min(0),
});
export const StockMissing = said(
  'stock.missing.v1',
  Order.extend({ lines: z.array(MissingLine).min(1) }),
  ABOUT_ORDER,
);
export const ReleaseReason = z.enum(['expired', 'requested', 'undeliverable']);
export type ReleaseReason = z.infer<typeof ReleaseReason>;
export const StockReleased = said('stock.released.v1', Order.extend({ reason: ReleaseReason }), ABOUT_ORDER);
export const StockDispatched = said(
  'stock.dispatched.v1',
  Order.extend({ lines: Lines, trackingId: z.string() }),
  ABOUT_ORDER,
);
export const StockReturned = said(
  'stock.returned.v1',
  Order.extend({ returnId: z.uuid(), lines: Lines }),
  ABOUT_ORDER,
);
export const ReturnRejected = said(
  'stock.return-rejected.v1',
  Order.extend({ returnId: z.uuid(), reason: z.string() }),
  ABOUT_ORDER,
);
export const CustomerForgotten = said('stock.customer-forgotten.v1', Customer, { subject: 'customerId' });
