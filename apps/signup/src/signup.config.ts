import { configuration, link, peer, perMinute } from '#libs/service';

export class SignupConfig extends configuration('signup', {
  CUSTOMERS_URL: peer('customers', ['POST /signups']),
  PASSWORDS_URL: peer('passwords', ['POST /signups']),
  CUSTOMERS_PUBLIC_URL: link('customers'),
  PASSWORDS_PUBLIC_URL: link('passwords'),
  SIGNUPS_PER_MINUTE: perMinute(60, 'Sign-ups per minute from one network address'),
  KNOWN_EMAILS_PER_MINUTE: perMinute(
    10,
    'How often per minute one network address may learn that an e-mail address is taken',
  ),
}) {}
