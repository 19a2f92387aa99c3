import { eventually, message } from '#tooling/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { EmailFixture, PATIENT, type Person, PUBLIC_URL } from './fixtures/email-fixture.js';

const SENT = 'email.verification-sent.v1';

describe('a verification mail', () => {
  let fixture: EmailFixture;

  beforeAll(async () => {
    fixture = await EmailFixture.open({ MAILS_PER_ADDRESS_PER_HOUR: '3', RETRY_SCHEDULE: PATIENT });
  });
  afterEach(() => {
    fixture.mailbox.refuseWith = undefined;
    fixture.mailbox.takeAndFailWith = undefined;
  });
  afterAll(() => fixture.close());

  const arrived = async (person: Person, number = 1) => {
    await eventually(async () => (await person.said(SENT)).length === number);
    await eventually(async () => !(await person.waiting()));
    return person.mails(number);
  };

  it('goes to a new customer, with a link to the public URL of the service', async () => {
    const person = fixture.person();
    const eventId = await person.register();
    const [mail] = await arrived(person);
    expect(mail).toMatchObject({
      to: { text: person.email },
      from: { text: '"MusicCorp" <hello@musiccorp.example>' },
      messageId: `<verification-${eventId}@troupe>`,
      subject: 'Please confirm your e-mail address',
    });
    expect(mail?.text).toContain('Hello Ann,');
    expect(mail?.text).toMatch(new RegExp(`^${PUBLIC_URL}verifications/[\\w-]+\\.[\\w-]+\\.[\\w-]+$`, 'm'));
  });

  it('is sent once for an event that is delivered twice', async () => {
    const person = fixture.person();
    const registered = message('customer.registered.v2', person.snapshot);
    await fixture.environment.publish('customers', registered, registered);
    await fixture.service.hasHeard(registered.id);
    await fixture.environment.publish('customers', registered);
    const other = fixture.person();
    await other.register();
    await arrived(other);
    expect(await arrived(person)).toHaveLength(1);
  });

  it('is sent to one address three times an hour at most, whoever signs up with it, is erased, and signs up again', async () => {
    const victim = `victim-${fixture.person().customerId}@example.com`;
    const signUp = async () => {
      const person = fixture.person();
      person.email = victim;
      await person.register();
      return person;
    };
    for (let nth = 0; nth < 3; nth++) {
      const person = await signUp();
      await eventually(async () => (await person.said(SENT)).length);
      await person.erase();
    }
    const fourth = await signUp();
    await eventually(async () => (await fourth.attempts()) > 2);
    const toVictim = () => fixture.mailbox.mails.filter(({ to }) => JSON.stringify(to).includes(victim));
    expect(toVictim()).toHaveLength(3);

    await sql`update platform.rate_limit set expire = expire - 3600000`.execute(
      fixture.service.database.query,
    );
    await eventually(async () => (await fourth.said(SENT)).length);
    expect(toVictim()).toHaveLength(4);
    await fourth.erase();
    expect(await fixture.service.tablesWith(victim)).toEqual([]);
  });

  it('is said once, without the address', async () => {
    const person = fixture.person();
    await person.register();
    await arrived(person);
    const said = (await fixture.service.said(SENT)).filter(
      ({ body }) => body?.customerId === person.customerId,
    );
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
    const person = fixture.person();
    fixture.mailbox.takeAndFailWith = 451;
    const eventId = await person.register();
    await person.mails(3);
    fixture.mailbox.takeAndFailWith = undefined;
    await eventually(async () => (await person.said(SENT)).length);
    await eventually(async () => !(await person.waiting()));
    expect(await person.said(SENT)).toHaveLength(1);
    const mails = await person.mails(4);
    expect(new Set(mails.map(({ messageId }) => messageId))).toEqual(
      new Set([`<verification-${eventId}@troupe>`]),
    );
  });

  it('is said once, though the process died before it stored that the mail was sent', async () => {
    const person = fixture.person();
    fixture.mailbox.refuseWith = 450;
    await person.register();
    await eventually(async () => (await person.attempts()) > 0);
    const waiting = await person.waiting();
    fixture.mailbox.refuseWith = undefined;
    await arrived(person);
    await person.waitAgain(waiting);
    await fixture.person().register(); // wakes the retry table
    const [first, second] = await person.mails(2);
    expect(second?.messageId).toBe(first?.messageId);
    await eventually(async () => (await person.attempts()) === -1);
    expect(await person.said(SENT)).toHaveLength(1);
  });

  it('goes to a changed address', async () => {
    const person = fixture.person();
    await person.register();
    await arrived(person);
    const eventId = await person.change(`new-${person.customerId}@example.com`);
    const [, mail] = await arrived(person, 2);
    expect(mail).toMatchObject({ to: { text: person.email }, messageId: `<verification-${eventId}@troupe>` });
  });

  it('is not sent again when anything else changes', async () => {
    const person = fixture.person();
    await person.register();
    await arrived(person);
    await person.change();
    await person.change(`new-${person.customerId}@example.com`);
    expect(await arrived(person, 2)).toHaveLength(2);
  });

  it('leaves the address in no other table once it is sent', async () => {
    const person = fixture.person();
    fixture.mailbox.refuseWith = 450;
    await person.register();
    await eventually(async () => (await person.attempts()) > 0);
    expect(await fixture.service.tablesWith(person.email)).toContain('messaging.retry'); // the snapshot that it waits with
    fixture.mailbox.refuseWith = undefined;
    await arrived(person);
    expect(await fixture.service.tablesWith(person.email)).toEqual([
      'public.recipient', // for mails about orders
      'public.verification', // for another mail
    ]);
    expect(JSON.stringify(fixture.environment.logs)).not.toContain(person.email);
    const spans = fixture.environment.spans
      .getFinishedSpans()
      .map(({ name, attributes, events, status }) => ({ name, attributes, events, status }));
    expect(JSON.stringify(spans)).toContain('send mail');
    expect(JSON.stringify(spans)).not.toContain(person.email);
  });

  it('is counted', async () => {
    const other = await EmailFixture.open(); // where no mail of another test is under way
    try {
      const person = other.person();
      await person.register();
      await eventually(async () => (await person.said(SENT)).length === 1);
      const { body } = await other.service.get('/metrics');
      expect(/^verification_mails_sent_total\{.*\} (\d+)/m.exec(body)?.[1]).toBe('1');
    } finally {
      await other.close();
    }
  });

  it.each([
    ['customer.registered.v2', { email: 'ann' }, '/email'],
    ['customer.changed.v1', { email: 'ann' }, '/email'],
    ['customer.erased.v1', { customerId: 'ann' }, '/customerId'],
  ])('is not sent for a malformed %s, which goes to the hospital', async (type, change, pointer) => {
    const person = fixture.person();
    const event = message(type, { ...person.snapshot, ...change });
    await fixture.environment.publish('customers', event);
    await expect(fixture.service.hasHeard(event.id)).rejects.toThrow(`malformed: ${pointer}`);
    expect(await fixture.service.tablesWith(person.snapshot.emailHash)).toEqual(['messaging.hospital']);
  });
});
