import { problemType, type SaidEvent } from '#libs/messaging';
import { mergePatch, mergePatchOf } from '#libs/service';
import { createHmac } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { Country } from './countries.js';
import { CustomerChanged, CustomerRegistered, CustomerRegisteredV1 } from './events.js';
import { namePart, someText, text } from './text.js';
import { inV1 } from './v1.js';

export const Address = z
  .strictObject({
    line1: someText(200),
    line2: text(200).optional(),
    city: someText(100),
    postcode: someText(20),
    country: Country,
  })
  .meta({ id: 'Address' });

/** What the document says: blanks around an address are left out before it is checked. */
const pattern = `^\\s*(?=\\S{1,254}\\s*$)${z.regexes.email.source.slice(1, -1)}\\s*$`;
const Email = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(z.email().max(254))
  .meta({ pattern, example: 'ann@example.com' });
export const Name = z.strictObject({ given: namePart, family: namePart }).meta({ id: 'Name' });
export type Name = z.infer<typeof Name>;

/** The body of a registration. */
export const Registration = z
  .strictObject({
    email: Email,
    name: Name,
    address: Address,
    friends: z.array(Email).max(100).default([]),
  })
  .meta({
    id: 'Registration',
    example: {
      email: 'ann@example.com',
      name: { given: 'Ann', family: 'Archer' },
      address: { line1: '1 Record Lane', city: 'Leeds', postcode: 'LS1 4AP', country: 'GB' },
    },
  });
export type Registration = z.infer<typeof Registration>;

/** The body of a change. */
export const Change = mergePatchOf(Registration.omit({ friends: true })).meta({
  id: 'CustomerChange',
  example: { name: { family: 'Baker' } },
});
export type Change = z.infer<typeof Change>;

export interface Customer extends Omit<Registration, 'friends'> {
  customerId: string;
  emailVerified: boolean;
  friendHashes: string[];
  version: number;
}

/** Friends are matched by this hash. Without the key it does not reveal the address. */
export const hashEmail = (email: string, key: string): string =>
  createHmac('sha256', key).update(email).digest('base64url');

export function newCustomer(customerId: string, { friends, ...known }: Registration, key: string): Customer {
  const friendHashes = [...new Set(friends)].map((email) => hashEmail(email, key)).sort();
  return { customerId, ...known, emailVerified: false, friendHashes, version: 1 };
}

/** Whether a registration repeats the known one. The address may have been verified in between. */
export const isRepetition = (known: Customer, again: Customer): boolean =>
  isDeepStrictEqual({ ...known, emailVerified: again.emailVerified, version: again.version }, again);

export const EmailTaken = problemType({
  code: 'customers.email-taken',
  status: 409,
  meaning: 'A customer with this e-mail address exists.',
  advice: 'Use another address, or log in as that customer.',
});

export const emailTaken = () =>
  EmailTaken.refusal(
    'A customer with this e-mail address exists: use another address, or log in as that customer.',
  );

/** The events of a registration: one in each version that consumers hear. */
export function registrationEvents(customer: Customer, key: string): SaidEvent[] {
  const { friendHashes, version: entityversion } = customer;
  return [
    CustomerRegistered({ ...snapshot(customer, key), friendHashes }, { entityversion }),
    CustomerRegisteredV1({ ...snapshotV1(customer, key), friendHashes }, { entityversion }),
  ];
}

/** The changed customer and the event, or undefined when nothing changes. A new e-mail address must be verified again. */
export function changeCustomer(customer: Customer, wanted: Change, key: string) {
  const changed = mergePatch(customer, wanted);
  const fields = differences(inV1(customer), inV1(changed));
  if (!fields.length) return undefined;
  const emailVerified = customer.emailVerified && !fields.includes('email');
  const next: Customer = { ...changed, emailVerified, version: customer.version + 1 };
  return {
    next,
    event: CustomerChanged({ ...snapshotV1(next, key), changed: fields }, { entityversion: next.version }),
  };
}

const differences = <Fields extends object>(before: Fields, after: Fields): string[] =>
  Object.keys(after).filter(
    (field) => !isDeepStrictEqual(before[field as keyof Fields], after[field as keyof Fields]),
  );

/** The verified customer, or undefined when nothing changes. A link verifies the address it was sent to, and no later one. */
export function verifyEmail(customer: Customer, emailHash: string, key: string): Customer | undefined {
  if (customer.emailVerified || hashEmail(customer.email, key) !== emailHash) return undefined;
  return { ...customer, emailVerified: true, version: customer.version + 1 };
}

const snapshot = ({ customerId, email, name }: Customer, key: string) => ({
  customerId,
  email,
  emailHash: hashEmail(email, key),
  name,
  resource: `/v2/customers/${customerId}`,
});

const snapshotV1 = (customer: Customer, key: string) => ({
  ...inV1(snapshot(customer, key)),
  resource: `/v1/customers/${customer.customerId}`,
});
