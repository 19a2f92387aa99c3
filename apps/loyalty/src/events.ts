import { heard, said } from '#libs/messaging';
import { z } from 'zod';

export const noun = 'loyalty';

const Customer = z.object({ customerId: z.uuid() });

/** Heard: only the fields that loyalty reads; its pacts hold the senders to them. */
export const CustomerRegistered = heard('customer.registered.v1', Customer, {
  from: 'customers',
  attributes: ['datasubject'],
});
export const CustomerErased = heard('customer.erased.v1', Customer, { from: 'customers' });

/** Said. */
export const AccountOpened = said(
  'loyalty.account-opened.v1',
  z.object({ customerId: z.uuid(), balance: z.int().min(0) }),
  { subject: 'customerId', person: 'customerId' },
);
export const PointsRedeemed = said(
  'loyalty.points-redeemed.v1',
  z.object({ customerId: z.uuid(), redemptionId: z.uuid(), points: z.int().min(1), balance: z.int().min(0) }),
  { subject: 'customerId', person: 'customerId' },
);
export const CustomerForgotten = said('loyalty.customer-forgotten.v1', Customer, { subject: 'customerId' });
