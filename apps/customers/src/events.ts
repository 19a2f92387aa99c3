import { heard, said, total } from '#libs/messaging';
import { z } from 'zod';

export const noun = 'customer';

/** Heard. */
export const EmailVerified = heard(
  'email.verified.v1',
  z.object({ customerId: z.uuid(), emailHash: z.string() }),
  { from: 'email', repeatable: true, attributes: ['datasubject'] },
);

/** Publishes nothing when it has verified an address, so it counts what it did. */
export const Verifications = total('verifications', [EmailVerified]);

/** A snapshot of the customer. `resource` is the path of the current state, in the same version. */
const Snapshot = z.object({
  customerId: z.uuid(),
  email: z.email(),
  emailHash: z.string(),
  name: z.object({ given: z.string(), family: z.string() }),
  resource: z.string().startsWith('/'),
});
const SnapshotV1 = Snapshot.omit({ name: true }).extend({ givenName: z.string(), familyName: z.string() });
const friendHashes = z.array(z.string());

/** Said. */
export const CustomerRegistered = said('customer.registered.v2', Snapshot.extend({ friendHashes }), {
  subject: 'customerId',
  person: 'customerId',
});
/** Said beside its successor for as long as a pact needs it. */
export const CustomerRegisteredV1 = said('customer.registered.v1', SnapshotV1.extend({ friendHashes }), {
  subject: 'customerId',
  person: 'customerId',
});
/** No consumer needs it in V2 yet. */
export const CustomerChanged = said(
  'customer.changed.v1',
  SnapshotV1.extend({ changed: z.array(z.string()).min(1) }),
  {
    subject: 'customerId',
    person: 'customerId',
  },
);
export const CustomerErased = said('customer.erased.v1', z.object({ customerId: z.uuid() }), {
  subject: 'customerId',
});
