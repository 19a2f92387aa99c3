import { heard, said } from '#libs/messaging';
import { z } from 'zod';

export const noun = 'customer';

/** Heard. */
export const EmailVerified = heard(
  'email.verified.v1',
  z.object({ customerId: z.uuid(), emailHash: z.string() }),
);

/** What the customer looked like; `resource` tells where to look at them now. */
const Snapshot = z.object({
  customerId: z.uuid(),
  email: z.email(),
  emailHash: z.string(),
  givenName: z.string(),
  familyName: z.string(),
  resource: z.string().startsWith('/'),
});

/** Said. */
export const CustomerRegistered = said(
  'customer.registered.v1',
  Snapshot.extend({ friendHashes: z.array(z.string()) }),
  { subject: 'customerId', person: 'customerId' },
);
export const CustomerChanged = said(
  'customer.changed.v1',
  Snapshot.extend({ changed: z.array(z.string()).min(1) }),
  {
    subject: 'customerId',
    person: 'customerId',
  },
);
export const CustomerErased = said('customer.erased.v1', z.object({ customerId: z.uuid() }), {
  subject: 'customerId',
});
