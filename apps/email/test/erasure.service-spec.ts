import { eventually } from '#tooling/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { EmailFixture, type Person } from './fixtures/email-fixture.js';

describe('an erased customer', () => {
  let fixture: EmailFixture;

  beforeAll(async () => {
    fixture = await EmailFixture.open({ RETRY_SCHEDULE: '1h' });
  });
  beforeEach(() => {
    fixture.mailbox.refuseWith = undefined;
  });
  afterAll(() => fixture.close());

  const registered = async (): Promise<Person> => {
    const person = fixture.person();
    await person.register();
    await person.mails();
    await eventually(async () => (await person.attempts()) === -1);
    return person;
  };

  it('is not sent a mail that still waits', async () => {
    const person = fixture.person();
    fixture.mailbox.refuseWith = 450;
    await person.register();
    await eventually(async () => (await person.attempts()) === 1);
    expect(await fixture.service.tablesWith(person.email)).toEqual([
      'messaging.retry',
      'public.recipient',
      'public.verification',
    ]);
    await person.erase();
    expect(await person.attempts()).toBe(-1);
    expect(await fixture.service.tablesWith(person.email)).toEqual([]);

    fixture.mailbox.refuseWith = undefined;
    await registered();
    expect(fixture.mailbox.mails.filter(({ to }) => JSON.stringify(to).includes(person.email))).toEqual([]);
    expect(await person.said('email.verification-sent.v1')).toEqual([]);
  });

  it('is erased from the hospital', async () => {
    const person = fixture.person();
    fixture.mailbox.refuseWith = 550;
    await person.register();
    await eventually(async () => (await fixture.service.patients()).length);
    expect(await fixture.service.tablesWith(person.email)).toEqual([
      'messaging.hospital',
      'public.recipient',
      'public.verification',
    ]);
    await person.erase();
    expect(await fixture.service.tablesWith(person.email)).toEqual([]);
  });

  it('is forgotten, and one event says so', async () => {
    const person = await registered();
    await person.erase();
    expect(await person.said('email.customer-forgotten.v1')).toEqual([{ customerId: person.customerId }]);
    expect(await fixture.service.tablesWith(person.snapshot.emailHash)).toEqual([]);
    // The opaque id stays, so that late events are dropped.
    expect(await fixture.service.tablesWith(person.customerId)).toEqual([
      'messaging.outbox',
      'messaging.tombstone',
    ]);
  });

  it('stays forgotten when an older event arrives late', async () => {
    const person = fixture.person();
    await person.erase();
    await person.register();
    expect(await person.attempts()).toBe(-1);
    expect(await fixture.service.tablesWith(person.snapshot.emailHash)).toEqual([]);
  });

  it('has a link that no longer works', async () => {
    const person = await registered();
    const link = await person.link();
    await person.erase();
    for (const method of ['GET', 'POST']) {
      const answer = await fixture.service.request(method, link);
      expect(answer).toMatchObject({ status: 404, body: { type: 'urn:troupe:problem:email.bad-link' } });
    }
    expect(await person.said('email.verified.v1')).toEqual([]);
  });
});
