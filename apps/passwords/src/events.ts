import { effect, heard, said } from '#libs/messaging';
import { z } from 'zod';

export const noun = 'credential';

const Customer = z.object({ customerId: z.uuid() });
const Address = Customer.extend({ email: z.email() });

/** Heard. */
export const CustomerRegistered = heard('customer.registered.v1', Address, {
  from: 'customers',
  repeatable: true,
  attributes: ['entityversion', 'datasubject'],
});
export const CustomerChanged = heard('customer.changed.v1', Address, {
  from: 'customers',
  repeatable: true,
  attributes: ['entityversion', 'datasubject'],
});
export const CustomerErased = heard('customer.erased.v1', Customer, { from: 'customers' });

/** Effects. */
export const BeginReset = effect('credential.begin-reset', Customer.extend({ requestId: z.uuid() }));

/** Said. */
export const CredentialActivated = said('credential.activated.v1', Customer, {
  subject: 'customerId',
  person: 'customerId',
});
/** A session has ended, because somebody has a copy of its tokens. */
export const TokenReused = said('credential.token-reused.v1', Address, {
  subject: 'customerId',
  person: 'customerId',
});
export const PasswordChanged = said('credential.password-changed.v1', Address, {
  subject: 'customerId',
  person: 'customerId',
});
/** Somebody asked for a link to set a new password. Whoever sends it asks for the link itself. */
export const ResetRequested = said('credential.reset-requested.v1', Address.extend({ requestId: z.uuid() }), {
  subject: 'customerId',
  person: 'customerId',
});
export const CustomerForgotten = said('credential.customer-forgotten.v1', Customer, {
  subject: 'customerId',
});
