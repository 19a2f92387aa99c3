import { heard, said } from '#libs/messaging';
import { z } from 'zod';

export const noun = 'signup';

const Customer = z.object({ customerId: z.uuid() });

/** Heard. signup does not say that someone signed up: `customers` does, in the transaction that stores the customer. */
export const CustomerErased = heard('customer.erased.v1', Customer, { from: 'customers' });

/** Said. */
export const CustomerForgotten = said('signup.customer-forgotten.v1', Customer, { subject: 'customerId' });
