import { said } from '#libs/messaging';
import { z } from 'zod';
import { Money } from './money.js';

export const noun = 'payment';

const Order = z.object({ orderId: z.uuid(), customerId: z.uuid() });
const ABOUT_ORDER = { subject: 'orderId', person: 'customerId' } as const;
/** The place of a booking in the ledger, where the places have no gaps. */
const Sequence = z.int().min(1);

/** Said. `kept` is what was taken for the order, less what was refunded. */
export const PaymentTaken = said(
  'payment.taken.v1',
  Order.extend({ paymentId: z.uuid(), kept: Money, sequence: Sequence }),
  ABOUT_ORDER,
);
export const PaymentRefused = said(
  'payment.refused.v1',
  Order.extend({ paymentId: z.uuid(), isFinal: z.boolean() }),
  ABOUT_ORDER,
);
export const PaymentRefunded = said(
  'payment.refunded.v1',
  Order.extend({ refundId: z.uuid(), refunded: Money, kept: Money, sequence: Sequence }),
  ABOUT_ORDER,
);
export const RefundFailed = said(
  'payment.refund-failed.v1',
  Order.extend({ refundId: z.uuid(), amount: Money }),
  ABOUT_ORDER,
);
