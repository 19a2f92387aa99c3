import { effect, heard, said } from '#libs/messaging';
import { z } from 'zod';

export const noun = 'postal';

const Customer = z.object({ customerId: z.uuid() });
/** `resource` is the path of the customer at the configured `customers`: an event never names a host. */
const Recipient = Customer.extend({ resource: z.string().regex(/^\/v2\/customers\/[\w-]+$/) });

/** Heard. */
export const CustomerRegistered = heard('customer.registered.v2', Recipient, {
  from: 'customers',
  repeatable: true,
  attributes: ['datasubject'],
});
export const CustomerErased = heard('customer.erased.v1', Customer, { from: 'customers' });

/** Effects. */
export const SendWelcomePack = effect('postal.send-welcome-pack', Recipient);

/** Said. */
export const WelcomePackDispatched = said(
  'postal.welcome-pack-dispatched.v1',
  Customer.extend({ trackingId: z.string() }),
  { subject: 'customerId', person: 'customerId' },
);
export const CustomerForgotten = said('postal.customer-forgotten.v1', Customer, { subject: 'customerId' });
