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

  const states = {
    'a customer has verified their address': async () => {
      const customerId = newId();
      const customer = {
        customerId,
        email: `${customerId}@example.org`,
        emailHash: 'hash',
        name: { given: 'Ada' },
      };
      await environment.publish('customers', message('customer.registered.v2', customer));
      const mail = await eventually(() =>
        mailbox.mails.find(({ to }) => JSON.stringify(to).includes(customerId)),
      );
      const [link = ''] = /http:\/\/mail\.test\S+/.exec(mail.text ?? '') ?? [];
      accepted(await service.request('POST', new URL(link).pathname));
    },
  };

  it('keeps its pacts', async () => {
    expect(await verifyProvider(service, { states })).not.toEqual([]);
  });
});
