import { effect, heard, said } from '#libs/messaging';
import { z } from 'zod';

export const noun = 'email';

const Customer = z.object({ customerId: z.uuid() });
const Snapshot = Customer.extend({ email: z.email(), emailHash: z.string(), givenName: z.string() });

/** Heard. */
export const CustomerRegistered = heard('customer.registered.v1', Snapshot);
export const CustomerChanged = heard(
  'customer.changed.v1',
  Snapshot.extend({ changed: z.array(z.string()) }),
);
export const CustomerErased = heard('customer.erased.v1', Customer);

/** To be done outside. */
export const SendVerification = effect('email.send-verification', Snapshot);

/** Said. */
export const VerificationSent = said('email.verification-sent.v1', Customer, {
  subject: 'customerId',
  person: 'customerId',
});
export const EmailVerified = said('email.verified.v1', Customer.extend({ emailHash: z.string() }), {
  subject: 'customerId',
  person: 'customerId',
});
export const CustomerForgotten = said('email.customer-forgotten.v1', Customer, { subject: 'customerId' });
