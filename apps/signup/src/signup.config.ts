import { configuration, link, peer } from '#libs/service';
import { z } from 'zod';

export class SignupConfig extends configuration('signup', {
  CUSTOMERS_URL: peer('customers'),
  PASSWORDS_URL: peer('passwords'),
  CUSTOMERS_PUBLIC_URL: link('customers'),
  PASSWORDS_PUBLIC_URL: link('passwords'),
  KNOWN_EMAILS_PER_MINUTE: z.coerce
    .number()
    .int()
    .positive()
    .default(10)
    .meta({ description: 'Times a minute that one address may be told that an e-mail is taken' }),
}) {}
