import { NotFound } from '#libs/service';
import { consumerPact, eventually, Mailbox, regex } from '#tooling/testing';
import { afterAll, expect, it } from '@jest/globals';
import { email } from '../src/email.module.js';
import { PasswordChanged, ResetRequested, TokenReused } from '../src/events.js';
import { PasswordsClient, ResetLink } from '../src/passwords.client.js';

const mailbox = await Mailbox.open();
afterAll(() => mailbox.close());

const subjectTo = (address: string) =>
  eventually(() => mailbox.mails.find(({ to }) => to && JSON.stringify(to).includes(address))?.subject);

consumerPact(
  email,
  'passwords',
  (passwords) => {
    const [ada, ben, cleo] = [51, 52, 53].map((nth) => `0193a1b2-7c00-7000-8000-0000000000${nth}`) as [
      string,
      string,
      string,
    ];
    const requestId = '0193a1b2-7c00-7000-8000-000000000054';
    const path = regex(/^\/reset-links\/[0-9a-f-]{36}$/, `/reset-links/${requestId}`);

    it('asks for a link when a new password is requested', () =>
      passwords
        .given('credential.reset-requested.v1 has been published')
        .expectsToReceive(
          ResetRequested,
          { customerId: ada, email: 'ada@example.org', requestId },
          { datasubject: ada },
        )
        .executeTest(async ({ service, hear }) => {
          await hear();
          // the mail waits, because no one answers here
          expect(await service.tablesWith('ada@example.org')).toEqual(['messaging.retry']);
        }));

    it('tells a person that their password was changed', () =>
      passwords
        .given('credential.password-changed.v1 has been published')
        .expectsToReceive(
          PasswordChanged,
          { customerId: ben, email: 'ben@example.org' },
          { datasubject: ben },
        )
        .executeTest(async ({ hear }) => {
          await hear();
          expect(await subjectTo('ben@example.org')).toBe('Your password was changed');
        }));

    it('tells a person that a session was ended', () =>
      passwords
        .given('credential.token-reused.v1 has been published')
        .expectsToReceive(TokenReused, { customerId: cleo, email: 'cleo@example.org' }, { datasubject: cleo })
        .executeTest(async ({ hear }) => {
          await hear();
          expect(await subjectTo('cleo@example.org')).toBe('We logged out one of your devices');
        }));

    it('gets the link when it sends the mail', () => {
      const link = {
        link: 'https://shop.test/password-resets/signed',
        expiresAt: '2030-01-01T13:00:00.000Z',
      };
      return passwords
        .given('a new password has been requested', { requestId })
        .uponReceiving('a look-up of a link to set a new password')
        .withRequest('GET', path)
        .willRespondWith(200, ResetLink, link)
        .executeTest(async (peers) => {
          expect(await new PasswordsClient(peers).resetLink(requestId)).toEqual(link);
        });
    });

    it('learns that the link is no longer needed', () =>
      passwords
        .given('no new password has been requested')
        .uponReceiving('a look-up of a link that is no longer needed')
        .withRequest('GET', path)
        .willRespondWith(404, NotFound, { type: 'urn:troupe:problem:not-found' })
        .executeTest(async (peers) => {
          expect(await new PasswordsClient(peers).resetLink(requestId)).toBeUndefined();
        }));
  },
  { SMTP_URL: mailbox.url, PUBLIC_URL: 'http://mail.test' },
);
