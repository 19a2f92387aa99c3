import { configuration, secret } from '#libs/service';

export class CustomersConfig extends configuration('customers', {
  CONTACT_HASH_KEY: secret('The key that hashes e-mail addresses before they enter an event'),
}) {}
