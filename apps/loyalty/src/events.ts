import { heard, said, total } from '#libs/messaging';
import { z } from 'zod';
import { Amount, Balance } from './amount.js';
import { MOST_MONEY } from './purchase.js';

export const noun = 'loyalty';

const Customer = z.object({ customerId: z.uuid() });

/** Heard: only the fields that loyalty reads; its pacts hold the senders to them. */
export const CustomerRegistered = heard('customer.registered.v1', Customer, {
  from: 'customers',
  repeatable: true,
  attributes: ['datasubject'],
});
const Purchase = Customer.extend({
  orderId: z.uuid(),
  kept: z.object({ amount: z.int().min(0).max(MOST_MONEY), currency: z.string().regex(/^[A-Z]{3}$/) }),
});
const FROM_FINANCE = {
  from: 'finance',
  repeatable: true,
  attributes: ['entityversion', 'datasubject'],
} as const;
export const PaymentTaken = heard('payment.taken.v1', Purchase, FROM_FINANCE);
export const PaymentRefunded = heard('payment.refunded.v1', Purchase, FROM_FINANCE);
/** What was paid and refunded: nothing is published about the points. */
export const Purchases = total('purchases', [PaymentTaken, PaymentRefunded]);
export const CustomerErased = heard('customer.erased.v1', Customer, { from: 'customers' });

/** Said. */
export const AccountOpened = said(
  'loyalty.account-opened.v1',
  z.object({ customerId: z.uuid(), balance: Balance }),
  { subject: 'customerId', person: 'customerId' },
);
export const PointsRedeemed = said(
  'loyalty.points-redeemed.v1',
  z.object({ customerId: z.uuid(), redemptionId: z.uuid(), points: Amount, balance: Balance }),
  { subject: 'customerId', person: 'customerId' },
);
export const CustomerForgotten = said('loyalty.customer-forgotten.v1', Customer, { subject: 'customerId' });
