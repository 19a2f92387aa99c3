import { effect, heard, said } from '#libs/messaging';
import { z } from 'zod';
import { Money } from './money.js';

export const noun = 'payment';

const Customer = z.object({ customerId: z.uuid() });
const Order = Customer.extend({ orderId: z.uuid() });
const ABOUT_ORDER = { subject: 'orderId', person: 'customerId' } as const;
/** The place of a booking in the ledger, where the places have no gaps. */
const Sequence = z.int().min(1);

const Payment = Order.extend({ paymentId: z.uuid() });

/** Heard. */
export const CustomerErased = heard('customer.erased.v1', Customer, { from: 'customers' });

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

/** Said. `kept` is what was taken for the order, less what was refunded. */
export const PaymentTaken = said(
  'payment.taken.v1',
  Payment.extend({ kept: Money, sequence: Sequence }),
  ABOUT_ORDER,
);
export const PaymentRefused = said(
  'payment.refused.v1',
  Payment.extend({ isFinal: z.boolean() }),
  ABOUT_ORDER,
);
export const PaymentRefunded = said(
  'payment.refunded.v1',
  Refund.extend({ refunded: Money, kept: Money, sequence: Sequence }),
  ABOUT_ORDER,
);
export const RefundFailed = said('payment.refund-failed.v1', Refund.extend({ amount: Money }), ABOUT_ORDER);
export const CustomerForgotten = said('payment.customer-forgotten.v1', Customer, { subject: 'customerId' });
