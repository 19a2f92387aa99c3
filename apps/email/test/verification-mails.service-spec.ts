import { eventually, message } from '#libs/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { EmailStage, PATIENT, type Person, PUBLIC_URL } from './fixtures/email-stage.js';

const SENT = 'email.verification-sent.v1';

describe('a verification mail', () => {
  let play: EmailStage;

  beforeAll(async () => {
    play = await EmailStage.open({ RETRY_SCHEDULE: PATIENT });
  });
  afterEach(() => {
    play.mailbox.refuseWith = undefined;
    play.mailbox.takeAndFailWith = undefined;
  });
  afterAll(() => play.close());

  const arrived = async (person: Person, number = 1) => {
    await eventually(async () => (await person.said(SENT)).length === number);
    await eventually(async () => !(await play.service.tablesWith(person.email)).length);
    return person.mails(number);
  };

  it('goes to a new customer, with a link to the public URL of the service', async () => {
    const person = play.person();
    const eventId = await person.register();
    const [mail] = await arrived(person);
    expect(mail).toMatchObject({
      to: { text: person.email },
      from: { text: '"Troupe" <hello@troupe.example>' },
      messageId: `<verification-${eventId}@troupe>`,
      subject: 'Please verify your e-mail address',
    });
    expect(mail?.text).toContain('Hello Ann,');
    expect(mail?.text).toMatch(new RegExp(`^${PUBLIC_URL}verifications/[\\w-]+\\.[\\w-]+\\.[\\w-]+$`, 'm'));
  });

  it('is sent once for an event that is delivered twice', async () => {
    const person = play.person();
    const registered = message('customer.registered.v2', person.snapshot);
    await play.stage.publish('customers', registered, registered);
    await play.service.hasHeard(registered.id);
    await play.stage.publish('customers', registered);
    const other = play.person();
    await other.register();
    await arrived(other);
    expect(await arrived(person)).toHaveLength(1);
  });

  it('is said once, without the address', async () => {
    const person = play.person();
    await person.register();
    await arrived(person);
    const said = (await play.service.said(SENT)).filter(({ body }) => body.customerId === person.customerId);
    expect(said).toEqual([
      {
        body: { customerId: person.customerId },
        attributes: expect.objectContaining({
          source: '/troupe/email',
          subject: person.customerId,
          datasubject: person.customerId,
        }),
      },
    ]);
  });

  it('is said once, though the mail server fails after it accepted the mail', async () => {
    const person = play.person();
    play.mailbox.takeAndFailWith = 451;
    const eventId = await person.register();
    await person.mails(3);
    play.mailbox.takeAndFailWith = undefined;
    await eventually(async () => (await person.said(SENT)).length);
    await eventually(async () => !(await play.service.tablesWith(person.email)).length);
    expect(await person.said(SENT)).toHaveLength(1);
    const mails = await person.mails(4);
    expect(new Set(mails.map(({ messageId }) => messageId))).toEqual(
      new Set([`<verification-${eventId}@troupe>`]),
    );
  });

  it('is said once, though the process died before it stored that the mail was sent', async () => {
    const person = play.person();
    play.mailbox.refuseWith = 450;
    await person.register();
    await eventually(async () => (await person.attempts()) > 0);
    const waiting = await person.waiting();
    play.mailbox.refuseWith = undefined;
    await arrived(person);
    await person.waitAgain(waiting);
    await play.person().register(); // wakes the retry table
    const [first, second] = await person.mails(2);
    expect(second?.messageId).toBe(first?.messageId);
    await eventually(async () => (await person.attempts()) === -1);
    expect(await person.said(SENT)).toHaveLength(1);
  });

  it('goes to a changed address', async () => {
    const person = play.person();
    await person.register();
    await arrived(person);
    const eventId = await person.change(['email'], `new-${person.customerId}@example.com`);
    const [, mail] = await arrived(person, 2);
    expect(mail).toMatchObject({ to: { text: person.email }, messageId: `<verification-${eventId}@troupe>` });
  });

  it('is not sent again when anything else changes', async () => {
    const person = play.person();
    await person.register();
    await arrived(person);
    await person.change(['givenName', 'address']);
    await person.change(['email', 'givenName'], `new-${person.customerId}@example.com`);
    expect(await arrived(person, 2)).toHaveLength(2);
  });

  it('leaves the address in no table once it is sent', async () => {
    const person = play.person();
    play.mailbox.refuseWith = 450;
    await person.register();
    await eventually(async () => (await person.attempts()) > 0);
    expect(await play.service.tablesWith(person.email)).toEqual(['messaging.retry']); // the snapshot that it waits with
    play.mailbox.refuseWith = undefined;
    await arrived(person);
    expect(await play.service.tablesWith(person.email)).toEqual([]);
    expect(JSON.stringify(play.stage.logs)).not.toContain(person.email);
    const spans = play.stage.spans
      .getFinishedSpans()
      .map(({ name, attributes, events, status }) => ({ name, attributes, events, status }));
    expect(JSON.stringify(spans)).toContain('send mail');
    expect(JSON.stringify(spans)).not.toContain(person.email);
  });

  it('is counted', async () => {
    const count = async () =>
      Number(
        /^verification_mails_sent_total\{.*\} (\d+)/m.exec((await play.service.get('/metrics')).body)?.[1],
      );
    const before = await count();
    const person = play.person();
    await person.register();
    await arrived(person);
    expect(await count()).toBe(before + 1);
  });

  it.each([
    ['customer.registered.v2', { email: 'ann' }, '/email'],
    ['customer.changed.v1', { changed: 'email' }, '/changed'],
    ['customer.erased.v1', { customerId: 'ann' }, '/customerId'],
  ])('is not sent for a malformed %s, which goes to the hospital', async (type, change, pointer) => {
    const person = play.person();
    const event = message(type, { ...person.snapshot, changed: ['email'], ...change });
    await play.stage.publish('customers', event);
    await expect(play.service.hasHeard(event.id)).rejects.toThrow(`malformed: ${pointer}`);
    expect(await play.service.tablesWith(person.snapshot.emailHash)).toEqual(['messaging.hospital']);
  });
});
