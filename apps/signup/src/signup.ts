import { z } from 'zod';
import { Country } from './countries.js';
import { namePart, someText, text } from './text.js';

/** What the document says: blanks around an address are left out before it is checked. */
const pattern = `^\\s*(?=\\S{1,254}\\s*$)${z.regexes.email.source.slice(1, -1)}\\s*$`;
const Email = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(z.email().max(254))
  .meta({ pattern, example: 'ann@example.com' });
/** Its length is that of the OpenAPI document, which counts characters: an emoji is one, although it has two code units. */
const Password = z
  .string()
  .refine((text) => Array.from(text).length >= 8, 'must have at least 8 characters')
  .refine((text) => Array.from(text).length <= 256, 'must have at most 256 characters')
  .refine((text) => !text.includes('\ufffd'), 'must not contain U+FFFD, which stands for a lost character')
  .meta({ minLength: 8, maxLength: 256 });

/** The body of a sign-up request. */
export const Signup = z
  .strictObject({
    email: Email,
    password: Password,
    givenName: namePart,
    familyName: namePart,
    address: z.strictObject({
      line1: someText(200),
      line2: text(200).optional(),
      city: someText(100),
      postcode: someText(20),
      country: Country,
    }),
    friends: z.array(Email).max(100).optional(),
  })
  .meta({
    id: 'Signup',
    example: {
      email: 'ann@example.com',
      password: 'correct horse',
      givenName: 'Ann',
      familyName: 'Archer',
      address: { line1: '1 Record Lane', city: 'Leeds', postcode: 'LS1 4AP', country: 'GB' },
    },
  });
export type Signup = z.infer<typeof Signup>;

/** What `customers` stores: everything but the password. */
export type Registration = Omit<Signup, 'password'>;
export const registrationOf = ({ password: _password, ...registration }: Signup): Registration =>
  registration;

/** Whether what a link leads to is there already, or waits for other services to hear of the customer. */
const State = z.enum(['ready', 'coming']);

export const SignedUp = z
  .object({
    customerId: z.uuid(),
    links: z.object({ customer: z.string(), session: z.string() }).meta({
      example: {
        customer: 'https://shop.example/api/v2/customers/0198c0de-0000-7000-8000-000000000001',
        session: 'https://shop.example/api/sessions',
      },
    }),
    states: z
      .object({ customer: State, session: State })
      .describe(
        'Whether each link works already. One that is coming answers 503 with Retry-After until it does.',
      ),
  })
  .meta({ id: 'SignedUp' });
export type SignedUp = z.infer<typeof SignedUp>;
