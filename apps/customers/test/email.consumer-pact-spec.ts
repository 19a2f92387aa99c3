import { consumerPact } from '#tooling/testing';
import { expect, it } from '@jest/globals';
import { hashEmail } from '../src/customer.js';
import { customers } from '../src/customers.module.js';
import { EmailVerified } from '../src/events.js';
import { get, newRegistration, put } from './people.js';

const KEY = 'the key under which this test hashes';

consumerPact(
  customers,
  'email',
  (email) => {
    const ada = '0193a1b2-7c00-7000-8000-000000000051';

    it('learns that an address is verified', () =>
      email
        .given('a customer has verified their address')
        .expectsToReceive(
          EmailVerified,
          { customerId: ada, emailHash: hashEmail('ada@example.org', KEY) },
          { datasubject: ada },
        )
        .executeTest(async ({ service, hear }) => {
          expect(await put(service, ada, newRegistration({ email: 'ada@example.org' }))).toMatchObject({
            status: 201,
          });
          await hear();
          expect(await get(service, ada)).toMatchObject({ status: 200, body: { emailVerified: true } });
        }));
  },
  { CONTACT_HASH_KEY: KEY },
);
