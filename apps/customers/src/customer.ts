import { Refusal } from '#libs/messaging';
import { createHmac } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { CustomerChanged, CustomerRegistered } from './events.js';

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
const Name = text(100).min(1);

/** What somebody who registers tells about themselves. */
export const Registration = z
  .strictObject({
    email: Email,
    givenName: Name,
    familyName: Name,
    address: Address,
    friends: z.array(Email).max(100).default([]),
  })
  .meta({ id: 'Registration' });
export type Registration = z.infer<typeof Registration>;

/** What may be changed later. */
export const Change = Registration.omit({ friends: true })
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'name at least one field')
  .meta({ id: 'CustomerChange' });
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

export function registered(customer: Customer, key: string) {
  return CustomerRegistered(
    { ...snapshot(customer, key), friendHashes: customer.friendHashes },
    { entityversion: customer.version },
  );
}

/** The customer after a change, or undefined when it changes nothing. A new e-mail address is to be verified again. */
export function change(customer: Customer, wanted: Change, key: string) {
  const changed = Object.keys(wanted).filter(
    (field) => !isDeepStrictEqual(wanted[field as keyof Change], customer[field as keyof Change]),
  );
  if (!changed.length) return undefined;
  const emailVerified = customer.emailVerified && !changed.includes('email');
  const next: Customer = { ...customer, ...wanted, emailVerified, version: customer.version + 1 };
  return {
    next,
    event: CustomerChanged({ ...snapshot(next, key), changed }, { entityversion: next.version }),
  };
}

/** Verification counts for the address it was asked for, not for one that came later; undefined when it changes nothing. */
export function verify(customer: Customer, emailHash: string, key: string): Customer | undefined {
  if (customer.emailVerified || hashEmail(customer.email, key) !== emailHash) return undefined;
  return { ...customer, emailVerified: true, version: customer.version + 1 };
}

const snapshot = ({ customerId, email, givenName, familyName }: Customer, key: string) => ({
  customerId,
  email,
  emailHash: hashEmail(email, key),
  givenName,
  familyName,
  resource: `/customers/${customerId}`,
});
