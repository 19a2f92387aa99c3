import { Refusal, type SaidEvent } from '#libs/messaging';
import { createHmac } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { CustomerChanged, CustomerRegistered, CustomerRegisteredV1 } from './events.js';
import { inV1 } from './v1.js';

/** Text that PostgreSQL keeps: it refuses NUL, and half a surrogate pair in JSON. */
const text = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'takes no control characters');

export const Address = z
  .strictObject({
    line1: text(200).min(1),
    line2: text(200).optional(),
    city: text(100).min(1),
    postcode: text(20).min(1),
    country: z.string().regex(/^[A-Z]{2}$/, 'an ISO 3166-1 code of two capital letters'),
  })
  .meta({ id: 'Address' });

const Email = z.string().trim().toLowerCase().pipe(z.email().max(254));
export const NamePart = text(100).min(1);
export const Name = z.strictObject({ given: NamePart, family: NamePart }).meta({ id: 'Name' });
export type Name = z.infer<typeof Name>;

/** Any of these fields, at least one. */
export const someOf = <Shape extends z.ZodRawShape>(fields: z.ZodObject<Shape, z.core.$strict>) =>
  fields.partial().refine((some) => Object.keys(some).length > 0, 'name at least one field');

/** What somebody who registers tells about themselves. */
export const Registration = z
  .strictObject({
    email: Email,
    name: Name,
    address: Address,
    friends: z.array(Email).max(100).default([]),
  })
  .meta({ id: 'Registration' });
export type Registration = z.infer<typeof Registration>;

/** What may be changed later; of the name, one part alone, too. */
export const Change = someOf(
  Registration.omit({ friends: true }).extend({ name: someOf(Name).meta({ id: 'NameChange' }) }),
).meta({ id: 'CustomerChange' });
export type Change = z.infer<typeof Change>;

export interface Customer extends Omit<Registration, 'friends'> {
  customerId: string;
  emailVerified: boolean;
  friendHashes: string[];
  version: number;
}

/** Friends find each other by this, and nobody reads an address in it who does not hold the key. */
export const hashEmail = (email: string, key: string): string =>
  createHmac('sha256', key).update(email).digest('base64url');

export function newCustomer(customerId: string, { friends, ...known }: Registration, key: string): Customer {
  const friendHashes = [...new Set(friends)].map((email) => hashEmail(email, key)).sort();
  return { customerId, ...known, emailVerified: false, friendHashes, version: 1 };
}

/** A repeated registration is no change, even when the address was verified in between. */
export const isRepetition = (known: Customer, again: Customer): boolean =>
  isDeepStrictEqual({ ...known, emailVerified: again.emailVerified, version: again.version }, again);

export const emailTaken = () =>
  new Refusal('customers.email-taken', 'Somebody is registered under this address: log in.', 409);

/** The same in every version that somebody hears. */
export function registered(customer: Customer, key: string): SaidEvent[] {
  const { friendHashes, version: entityversion } = customer;
  return [
    CustomerRegistered({ ...snapshot(customer, key), friendHashes }, { entityversion }),
    CustomerRegisteredV1({ ...snapshotV1(customer, key), friendHashes }, { entityversion }),
  ];
}

/** The customer after a change, or undefined when it changes nothing. A new e-mail address is to be verified again. */
export function change(customer: Customer, wanted: Change, key: string) {
  const changed = { ...customer, ...wanted, name: { ...customer.name, ...wanted.name } };
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

/** Verification counts for the address it was asked for, not for one that came later; undefined when it changes nothing. */
export function verify(customer: Customer, emailHash: string, key: string): Customer | undefined {
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
