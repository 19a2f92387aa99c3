import { newId } from '#libs/telemetry';
import {
  accepted,
  facts,
  type ServiceUnderTest,
  eventually,
  Mailbox,
  message,
  TestEnvironment,
  verifyProvider,
} from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { email } from '../src/email.module.js';

describe('email', () => {
  let environment: TestEnvironment;
  let mailbox: Mailbox;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    [environment, mailbox] = await Promise.all([TestEnvironment.open(), Mailbox.open()]);
    service = await environment.start(email, { SMTP_URL: mailbox.url, PUBLIC_URL: 'http://mail.test' });
  });
  afterAll(async () => {
    await environment.close();
    await mailbox.close();
  });

  const factsAbout = (customerId: string, more: object = {}) =>
    facts({ customerId, subject: customerId, datasubject: customerId, ...more });

  /** Opens the link in the mail that an event causes. */
  const verify = async (type: string, customer: { customerId: string; email: string }, version: number) => {
    const { customerId, email } = customer;
    const told = { ...customer, emailHash: `hash-of-${email}` };
    await environment.publish('customers', message(type, told, { entityversion: version }));
    const mail = await eventually(() => mailbox.mails.find(({ to }) => JSON.stringify(to).includes(email)));
    const [link = ''] = /http:\/\/mail\.test\S+/.exec(mail.text ?? '') ?? [];
    accepted(await service.request('POST', new URL(link).pathname));
    return factsAbout(customerId, told);
  };
  const ada = (customerId: string) => ({
    customerId,
    email: `${customerId}@example.org`,
    emailHash: 'hash',
    name: { given: 'Ada' },
  });

  const hear = (type: string, data: object) => environment.deliver('customers', service, message(type, data));
  const verified = {
    'after a registration': () => verify('customer.registered.v2', ada(newId()), 1),
    'after a change': async () => {
      const customerId = newId();
      await hear('customer.registered.v2', ada(customerId));
      const changed = {
        customerId,
        email: `${customerId}@example.net`,
        givenName: 'Ada',
        changed: ['email'],
      };
      return verify('customer.changed.v1', changed, 2);
    },
  };

  const states = {
    'a customer has verified their address': verified,
    'email.verified.v1 has been published': verified,
    'email.verification-sent.v1 has been published': async () => {
      const before = await service.said('email.verification-sent.v1');
      const customerId = newId();
      await hear('customer.registered.v2', ada(customerId));
      await eventually(async () => (await service.said('email.verification-sent.v1')).length > before.length);
      return factsAbout(customerId);
    },
    'email.customer-forgotten.v1 has been published': async () => {
      const customerId = newId();
      await hear('customer.erased.v1', { customerId });
      return factsAbout(customerId);
    },
  };

  it('keeps its pacts', async () => {
    expect(await verifyProvider(service, { states })).not.toEqual([]);
  });
});
