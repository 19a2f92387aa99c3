import { effect, heard, said } from '#libs/messaging';
import { z } from 'zod';

export const noun = 'email';

const Customer = z.object({ customerId: z.uuid() });
const Address = Customer.extend({ email: z.email(), emailHash: z.string() });
const Recipient = Address.extend({ givenName: z.string() });

/** Heard. */
export const CustomerRegistered = heard(
  'customer.registered.v2',
  Address.extend({ name: z.object({ given: z.string() }) }),
  { from: 'customers', attributes: ['entityversion', 'datasubject'] },
);
export const CustomerChanged = heard('customer.changed.v1', Recipient, {
  from: 'customers',
  attributes: ['entityversion', 'datasubject'],
});
export const CustomerErased = heard('customer.erased.v1', Customer, { from: 'customers' });

/** Effects. */
export const SendVerification = effect('email.send-verification', Recipient);

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
