import { newId } from '#libs/telemetry';
import {
  accepted,
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

  const hear = async (type: string, data: object) => {
    const event = message(type, data);
    await environment.publish('customers', event);
    await service.hasHeard(event.id);
  };
  const register = async () => {
    const customerId = newId();
    const customer = {
      customerId,
      email: `${customerId}@example.org`,
      emailHash: 'hash',
      name: { given: 'Ada' },
    };
    await hear('customer.registered.v2', customer);
    return eventually(() => mailbox.mails.find(({ to }) => JSON.stringify(to).includes(customerId)));
  };
  const verify = async () => {
    const mail = await register();
    const [link = ''] = /http:\/\/mail\.test\S+/.exec(mail.text ?? '') ?? [];
    accepted(await service.request('POST', new URL(link).pathname));
  };

  const states = {
    'a customer has verified their address': verify,
    'email.verification-sent.v1 has been published': async () => {
      const before = await service.said('email.verification-sent.v1');
      await register();
      await eventually(async () => (await service.said('email.verification-sent.v1')).length > before.length);
    },
    'email.verified.v1 has been published': verify,
    'email.customer-forgotten.v1 has been published': () =>
      hear('customer.erased.v1', { customerId: newId() }),
  };

  it('keeps its pacts', async () => {
    expect(await verifyProvider(service, { states })).not.toEqual([]);
  });
});
