import { heard, said } from '#libs/messaging';
import { z } from 'zod';

export const noun = 'signup';

const Customer = z.object({ customerId: z.uuid() });

/** Heard. Of a sign-up itself nothing is said here: `customers` says it, in the transaction that makes it true. */
export const CustomerErased = heard('customer.erased.v1', Customer);

/** Said. */
export const CustomerForgotten = said('signup.customer-forgotten.v1', Customer, { subject: 'customerId' });
