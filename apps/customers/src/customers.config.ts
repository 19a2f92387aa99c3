import { configuration, perMinute, secret } from '#libs/service';

export class CustomersConfig extends configuration('customers', {
  CONTACT_HASH_KEY: secret('The key that hashes e-mail addresses before they enter an event'),
  CHANGES_PER_MINUTE: perMinute(30, 'Changes per minute by one customer'),
  EMAIL_CHANGES_PER_MINUTE: perMinute(3, 'Changes of the e-mail address per minute by one customer'),
  EMAIL_CHANGES_PER_ADDRESS_PER_MINUTE: perMinute(
    10,
    'Changes of e-mail addresses per minute from one network address',
  ),
}) {}
