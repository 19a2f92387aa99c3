import { effect, heard, said, total } from '#libs/messaging';
import { z } from 'zod';
import { Money } from './money.js';

export const noun = 'payment';

const Customer = z.object({ customerId: z.uuid() });
const Order = Customer.extend({ orderId: z.uuid() });
const ABOUT_ORDER = { subject: 'orderId', person: 'customerId' } as const;
/** The place of a booking in the ledger, where the places have no gaps. */
const Sequence = z.int().min(1);

const Line = z.object({ recordId: z.uuid(), quantity: z.int().min(1).max(99) });
const linesOf = <Schema extends z.ZodObject>(line: Schema) => z.array(line).min(1).max(50);
const Payment = Order.extend({ paymentId: z.uuid() });
const Return = Order.extend({ returnId: z.uuid() });

/** Heard. */
export const OrderPlaced = heard(
  'order.placed.v1',
  Payment.extend({ total: Money, lines: linesOf(Line.extend({ price: Money })) }),
  { from: 'orders', attributes: ['entityversion', 'datasubject'] },
);
export const PaymentOffered = heard('order.payment-offered.v1', Payment, {
  from: 'orders',
  attributes: ['entityversion', 'datasubject'],
});
export const OrderCancelled = heard('order.cancelled.v1', Order.extend({ cancellationId: z.uuid() }), {
  from: 'orders',
  attributes: ['entityversion', 'datasubject'],
});
export const ReturnRequested = heard('order.return-requested.v1', Return, {
  from: 'orders',
  attributes: ['datasubject'],
});
export const StockReserved = heard('stock.reserved.v1', Order.extend({ until: z.iso.datetime() }), {
  from: 'warehouse',
  attributes: ['datasubject'],
});
export const StockDispatched = heard('stock.dispatched.v1', Order, {
  from: 'warehouse',
  attributes: ['datasubject'],
});
export const StockReturned = heard('stock.returned.v1', Return.extend({ lines: linesOf(Line) }), {
  from: 'warehouse',
  attributes: ['entityversion', 'datasubject'],
});
export const ReturnRejected = heard('stock.return-rejected.v1', Return, {
  from: 'warehouse',
  attributes: ['datasubject'],
});
/** What finance keeps of orders until money moves: nothing is published about it. */
export const OrderFacts = total('order-facts', [
  OrderPlaced,
  StockDispatched,
  ReturnRequested,
  ReturnRejected,
]);
/** Until this, `orders` may still ask something for the customer. */
export const ForgottenByOrders = heard('order.customer-forgotten.v1', Customer, { from: 'orders' });

/** How long an erasure waits for money that is owed at most, in milliseconds: 30 days. */
export const OWED_MS = 30 * 24 * 3_600_000;

const Refund = Order.extend({ refundId: z.uuid() });

/** Effects. No token is in them: it is read when it is used. */
export const TakePayment = effect('payment.take', Payment, {
  holdsErasureMs: OWED_MS,
});
export const TellFailure = effect('payment.tell-failure', Refund);
export const RefundPayment = effect('payment.refund', Refund, {
  holdsErasureMs: OWED_MS,
  onAdmission: TellFailure,
});

/** Who hears of bookings waits for each place of the ledger, so an erasure waits until it was told. */
const BOOKED = { ...ABOUT_ORDER, holdsErasureMs: OWED_MS } as const;

/** Said. `kept` is what was taken for the order, less what was refunded. */
export const PaymentTaken = said(
  'payment.taken.v1',
  Payment.extend({ kept: Money, sequence: Sequence }),
  BOOKED,
);
export const PaymentRefused = said(
  'payment.refused.v1',
  Payment.extend({ isFinal: z.boolean() }),
  ABOUT_ORDER,
);
export const PaymentRefunded = said(
  'payment.refunded.v1',
  Refund.extend({ refunded: Money, kept: Money, sequence: Sequence }),
  BOOKED,
);
export const RefundFailed = said('payment.refund-failed.v1', Refund.extend({ amount: Money }), ABOUT_ORDER);
export const CustomerForgotten = said('payment.customer-forgotten.v1', Customer, { subject: 'customerId' });
