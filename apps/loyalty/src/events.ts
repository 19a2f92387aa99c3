import { heard, said } from '#libs/messaging';
import { z } from 'zod';
import { Amount, Balance } from './amount.js';

export const noun = 'loyalty';

const Customer = z.object({ customerId: z.uuid() });

/** Heard: only the fields that loyalty reads; its pacts hold the senders to them. */
export const CustomerRegistered = heard('customer.registered.v1', Customer, {
  from: 'customers',
  repeatable: true,
  attributes: ['datasubject'],
});
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
