import { newId } from '#libs/telemetry';
import { columnsWith, eventually, message, type StubbedProvider } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EmailFixture, PATIENT } from './fixtures/email-fixture.js';

/** The request of the pact, and the provider states in which its link can be asked for and cannot. */
const REQUEST = '0193a1b2-7c00-7000-8000-000000000054';
const OPEN = { name: 'a new password has been requested', params: { requestId: REQUEST } };
const DONE = 'no new password has been requested';

describe('a mail about the log-in', () => {
  let fixture: EmailFixture;
  let passwords: StubbedProvider;

  beforeAll(async () => {
    fixture = await EmailFixture.open({ RETRY_SCHEDULE: PATIENT }, async (environment) => {
      passwords = await environment.stubProvider('passwords', { consumer: 'email' });
      return { PASSWORDS_URL: passwords.url };
    });
  });
  afterAll(() => fixture.close());

  const tell = async (type: string, customerId: string, more: object = {}) => {
    const email = `${customerId}@example.com`;
    const event = message(type, { customerId, email, ...more }, { datasubject: customerId });
    await fixture.environment.deliver('passwords', fixture.service, event);
    return email;
  };
  const mailTo = (email: string) =>
    eventually(() => fixture.mailbox.mails.find(({ to }) => JSON.stringify(to).includes(email)));
  const said = async (type: string, customerId: string) =>
    (await fixture.service.said(type)).filter(({ body }) => body?.customerId === customerId);

  it('has the link to set a new password, which is in no event, row or log line', async () => {
    await passwords.given(OPEN);
    const customerId = newId();
    const email = await tell('credential.reset-requested.v1', customerId, { requestId: REQUEST });
    const { subject, text = '' } = await mailTo(email);
    expect(subject).toBe('Choose a new password');
    const [link = 'none'] = /https:\S+/.exec(text) ?? [];
    expect(link).toMatch(/password-resets/);
    await eventually(async () => (await said('email.reset-sent.v1', customerId)).length === 1);
    await eventually(async () => !(await fixture.service.tablesWith(email)).length);
    for (const database of [fixture.service.database, fixture.environment.database('broker')])
      expect(await columnsWith(database, link)).toEqual([]);
    const spans = fixture.environment.spans
      .getFinishedSpans()
      .map(({ name, attributes }) => ({ name, attributes }));
    expect(JSON.stringify([fixture.environment.logs, spans])).not.toContain(link);
  });

  it('is not sent when there is nothing left to do with the link', async () => {
    await passwords.given(DONE);
    const customerId = newId();
    const email = await tell('credential.reset-requested.v1', customerId, { requestId: REQUEST });
    await eventually(async () => !(await fixture.service.tablesWith(email)).length);
    expect(await said('email.reset-sent.v1', customerId)).toEqual([]);
  });

  it.each([
    ['credential.password-changed.v1', 'Your password was changed', 'password-changed'],
    ['credential.token-reused.v1', 'We logged out one of your devices', 'token-reused'],
  ])('tells the person of %s', async (type, expected, kind) => {
    const customerId = newId();
    const email = await tell(type, customerId);
    expect(await mailTo(email)).toMatchObject({ subject: expected });
    await eventually(async () => (await said('email.notice-sent.v1', customerId)).length === 1);
    expect(await said('email.notice-sent.v1', customerId)).toMatchObject([{ body: { customerId, kind } }]);
  });

  it('that still waits goes with an erased person', async () => {
    fixture.mailbox.refuseWith = 450;
    const customerId = newId();
    const email = await tell('credential.password-changed.v1', customerId);
    expect(await fixture.service.tablesWith(email)).toEqual(['messaging.retry']);
    await fixture.environment.deliver(
      'customers',
      fixture.service,
      message('customer.erased.v1', { customerId }),
    );
    expect(await fixture.service.tablesWith(email)).toEqual([]);
    fixture.mailbox.refuseWith = undefined;
  });
});
