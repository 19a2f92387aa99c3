import { z } from 'zod';

const Email = z.string().trim().toLowerCase().pipe(z.email().max(254));
/** PostgreSQL stores neither NUL nor half a surrogate pair: what is not refused here would fail in `customers`. */
const Text = z
  .string()
  .trim()
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'must not contain control characters');
const Name = Text.min(1).max(100);

/** The body of a sign-up request. */
export const Signup = z
  .strictObject({
    email: Email,
    password: z.string().min(8).max(256),
    givenName: Name,
    familyName: Name,
    address: z.strictObject({
      line1: Text.min(1).max(200),
      line2: Text.max(200).optional(),
      city: Text.min(1).max(100),
      postcode: Text.min(1).max(20),
      country: z.string().regex(/^[A-Z]{2}$/, 'must be an ISO 3166-1 code of two capital letters'),
    }),
    friends: z.array(Email).max(100).optional(),
  })
  .meta({ id: 'Signup' });
export type Signup = z.infer<typeof Signup>;

/** What `customers` stores: everything but the password. */
export type Registration = Omit<Signup, 'password'>;
export const registrationOf = ({ password: _password, ...registration }: Signup): Registration =>
  registration;

/** Two sign-ups that differ in the password alone have the same content: it must not help to guess passwords. */
export const contentOf = (signup: Signup): string => JSON.stringify(registrationOf(signup));

export const SignedUp = z
  .object({ customerId: z.uuid(), links: z.object({ customer: z.string(), session: z.string() }) })
  .meta({ id: 'SignedUp' });
export type SignedUp = z.infer<typeof SignedUp>;
