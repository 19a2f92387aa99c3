import { newId } from '#libs/telemetry';
import {
  triedBy,
  accepted,
  facts,
  type ServiceUnderTest,
  type StubbedProvider,
  eventually,
  Mailbox,
  message,
  TestEnvironment,
  verifyProvider,
} from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { email } from '../src/email.module.js';

/** The request of the pact with `passwords`. */
const REQUEST = '0193a1b2-7c00-7000-8000-000000000054';

describe('email', () => {
  let environment: TestEnvironment;
  let mailbox: Mailbox;
  let passwords: StubbedProvider;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    [environment, mailbox] = await Promise.all([TestEnvironment.open(), Mailbox.open()]);
    passwords = await environment.stubProvider('passwords', { consumer: 'email' });
    const env = { SMTP_URL: mailbox.url, PUBLIC_URL: 'http://mail.test', PASSWORDS_URL: passwords.url };
    service = await environment.start(email, env);
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
    for (const _time of ['first', 'second']) accepted(await service.request('POST', new URL(link).pathname));
    return factsAbout(customerId, told);
  };
  const ada = (customerId: string) => ({
    customerId,
    email: `${customerId}@example.org`,
    emailHash: 'hash',
    name: { given: 'Ada' },
  });

  const changed = (customerId: string) => ({
    customerId,
    email: `${customerId}@example.net`,
    givenName: 'Ada',
    changed: ['email'],
  });
  const hear = (type: string, data: object, entityversion?: number) =>
    environment.deliver(
      'customers',
      service,
      message(type, data, { ...(entityversion && { entityversion }) }),
    );
  const send = async (given: string) => {
    const before = await service.said('email.verification-sent.v1');
    const customerId = newId();
    await hear('customer.registered.v2', { ...ada(customerId), name: { given } });
    await eventually(async () => (await service.said('email.verification-sent.v1')).length > before.length);
    return factsAbout(customerId);
  };
  /** Mails that an order was dispatched. */
  const mailAboutOrder = async () => {
    const [customerId, orderId] = [newId(), newId()];
    await hear('customer.registered.v2', ada(customerId), 1);
    const told = { customerId, orderId, trackingId: 'parcel-1' };
    const dispatched = message('stock.dispatched.v1', told, { datasubject: customerId });
    await environment.deliver('warehouse', service, dispatched);
    await eventually(async () =>
      (await service.said('email.order-mail-sent.v1')).some(({ body }) => body.orderId === orderId),
    );
    return facts({ customerId, orderId, subject: orderId, datasubject: customerId, kind: 'dispatched' });
  };
  /** Mails about the log-in. */
  const mailAboutLogin = async (heard: string, said: string, more: object = {}) => {
    await passwords.given({ name: 'a new password has been requested', params: { requestId: REQUEST } });
    const customerId = newId();
    const told = { customerId, email: `${customerId}@example.org`, ...more };
    const event = message(heard, told, { datasubject: customerId });
    await environment.deliver('passwords', service, event);
    await eventually(async () =>
      (await service.said(said)).some(({ body }) => body.customerId === customerId),
    );
    return factsAbout(customerId, more);
  };
  const verified = {
    'after a registration': () => verify('customer.registered.v2', ada(newId()), 1),
    'after a change': async () => {
      const customerId = newId();
      await hear('customer.registered.v2', ada(customerId));
      await hear('customer.changed.v1', { ...ada(customerId), givenName: 'Eve', changed: ['givenName'] }, 2);
      return verify('customer.changed.v1', changed(customerId), 3);
    },
    'after a change that came before the registration': async () => {
      const customerId = newId();
      await hear(
        'customer.changed.v1',
        { ...changed(customerId), emailHash: `hash-of-${customerId}@example.net` },
        3,
      );
      await hear('customer.registered.v2', ada(customerId), 1);
      return verify('customer.changed.v1', { ...changed(customerId), email: `${customerId}@example.com` }, 4);
    },
  };

  const states = {
    'a customer has verified their address': verified,
    'email.verified.v1 has been published': verified,
    'email.verification-sent.v1 has been published': {
      'to a customer with a name': () => send('Ada'),
      'to a customer whose name holds a link': () => send('www.example.org'),
    },
    'email.reset-sent.v1 has been published': () =>
      mailAboutLogin('credential.reset-requested.v1', 'email.reset-sent.v1', { requestId: REQUEST }),
    'email.notice-sent.v1 has been published': () =>
      mailAboutLogin('credential.password-changed.v1', 'email.notice-sent.v1'),
    'email.order-mail-sent.v1 has been published': mailAboutOrder,
    'email.customer-forgotten.v1 has been published': async () => {
      const customerId = newId();
      await hear('customer.erased.v1', { customerId });
      return factsAbout(customerId);
    },
  };

  const untaken = {
    'verifications.ts: isAgain is never true': 'verifications.service-spec asks for a mail again',
    'verifications.ts: isNew is never false':
      'only an address that changes while its mail is sent, or a second attempt, comes there, and no event',
    'verifications.ts: known.version >= version is never true':
      'an event as old as the one known is seldom the newest: only the same version in two events',
    'verifications.ts: !isNewest is never true':
      'only a change that overtakes its mail comes there, and no mail',
    'account-mails.ts: !reset is never true':
      'account-mails.service-spec has a link that is void when its mail is sent',
    ...triedBy('order-mail.spec tries every text, and order-mails.service-spec an unknown address', [
      'order-mails.ts: !recipient is never true',
      "order-mail.ts: 'cancelled' is never true",
      "order-mail.ts: 'dispatched' is never false",
      "order-mail.ts: 'refund-failed' is never true",
    ]),
  };

  it('keeps its pacts', async () => {
    expect(await verifyProvider(service, { states, untaken })).not.toEqual([]);
  });
});
