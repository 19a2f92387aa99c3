import { heard, said, total } from '#libs/messaging';
import { z } from 'zod';

export const noun = 'friends';

const Customer = z.object({ customerId: z.uuid() });
/** Keyed hashes of addresses: friends never sees an address. */
const Contact = Customer.extend({ emailHash: z.string() });
const Named = Contact.extend({ givenName: z.string(), familyName: z.string() });

/** Heard. */
export const CustomerRegistered = heard(
  'customer.registered.v1',
  Named.extend({ friendHashes: z.array(z.string()) }),
  { from: 'customers', repeatable: true, attributes: ['entityversion', 'datasubject'] },
);
export const CustomerChanged = heard('customer.changed.v1', Named, {
  from: 'customers',
  repeatable: true,
  attributes: ['entityversion', 'datasubject'],
});
/** The customer reads mail at the address with this hash. */
export const EmailVerified = heard('email.verified.v1', Contact, {
  from: 'email',
  repeatable: true,
  attributes: ['datasubject'],
});
/** Publishes nothing until two customers name each other, so it counts what it stored. */
export const Contacts = total('contacts', [CustomerRegistered, CustomerChanged, EmailVerified]);
export const CustomerErased = heard('customer.erased.v1', Customer, { from: 'customers' });

/** Said, once to each of the two. */
export const FriendSuggested = said('friends.suggested.v1', Customer.extend({ friendId: z.uuid() }), {
  subject: 'customerId',
  person: 'customerId',
});
export const CustomerForgotten = said('friends.customer-forgotten.v1', Customer, { subject: 'customerId' });
