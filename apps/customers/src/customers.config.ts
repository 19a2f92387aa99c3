import { configuration, secret } from '#libs/service';

export class CustomersConfig extends configuration('customers', {
  CONTACT_HASH_KEY: secret('The key under which e-mail addresses are hashed before they enter an event'),
}) {}
