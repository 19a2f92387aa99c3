import { consumerPact, eventually, Mailbox } from '#tooling/testing';
import { afterAll, expect, it } from '@jest/globals';
import { email } from '../src/email.module.js';
import { CustomerChanged, CustomerErased, CustomerRegistered } from '../src/events.js';

const mailbox = await Mailbox.open();
afterAll(() => mailbox.close());

const snapshot = (customerId: string, address: string) => ({
  customerId,
  email: address,
  emailHash: `hash-of-${address}`,
});
const mailTo = (address: string) =>
  eventually(() => mailbox.mails.find(({ to }) => to && JSON.stringify(to).includes(address)));

consumerPact(
  email,
  'customers',
  (customers) => {
    it('asks a registered customer to verify their address', () =>
      customers
        .given('a customer has registered')
        .expectsToReceive(
          CustomerRegistered,
          {
            ...snapshot('0193a1b2-7c00-7000-8000-000000000041', 'ada@example.org'),
            name: { given: 'Ada' },
          },
          { entityversion: 1, datasubject: '0193a1b2-7c00-7000-8000-000000000041' },
        )
        .executeTest(async ({ hear }) => {
          await hear();
          expect((await mailTo('ada@example.org')).text).toContain('Hello Ada');
        }));

    it('asks again when the address has changed', () =>
      customers
        .given('a customer has changed their e-mail address')
        .expectsToReceive(
          CustomerChanged,
          {
            ...snapshot('0193a1b2-7c00-7000-8000-000000000042', 'ada@example.net'),
            givenName: 'Ada',
            changed: ['email'],
          },
          { entityversion: 2, datasubject: '0193a1b2-7c00-7000-8000-000000000042' },
        )
        .executeTest(async ({ hear }) => {
          await hear();
          expect((await mailTo('ada@example.net')).text).toContain('Hello Ada');
        }));

    it('forgets an erased customer', () =>
      customers
        .given('a customer has been erased')
        .expectsToReceive(CustomerErased, { customerId: '0193a1b2-7c00-7000-8000-000000000043' })
        .executeTest(async ({ service, hear }) => {
          await hear();
          expect(await service.said('email.customer-forgotten.v1')).toHaveLength(1);
        }));
  },
  { SMTP_URL: mailbox.url, PUBLIC_URL: 'http://mail.test' },
);
