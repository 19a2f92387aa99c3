import { eventually, message } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { EmailFixture, PATIENT } from './fixtures/email-fixture.js';

describe('verification mails, whatever the order of events', () => {
  let fixture: EmailFixture;

  beforeAll(async () => {
    fixture = await EmailFixture.open({ RETRY_SCHEDULE: PATIENT });
  });
  afterAll(() => fixture.close());

  const registeredLate = (person: ReturnType<EmailFixture['person']>) =>
    message('customer.registered.v2', person.snapshot, { datasubject: person.customerId, entityversion: 1 });

  const waiting = async (customerId: string) => {
    const { query } = fixture.service.database;
    const { rows } = await sql`select from messaging.retry where datasubject = ${customerId}`.execute(query);
    return rows.length;
  };

  it('do not go to the old address after a change has overtaken the registration', async () => {
    const person = fixture.person();
    const registered = registeredLate(person);
    await person.change(`new-${person.email}`);
    await fixture.environment.deliver('customers', fixture.service, registered);
    await eventually(async () => !(await person.waiting()));
    expect(await person.mails()).toMatchObject([{ to: { text: person.email } }]);
  });

  it('do not go to the old address when that mail failed before the change', async () => {
    const person = fixture.person();
    fixture.mailbox.refuseWith = 450;
    await person.register();
    await eventually(async () => (await person.attempts()) > 0);
    await person.change(`new-${person.email}`);
    await eventually(async () => (await waiting(person.customerId)) === 1); // the new one, which is refused, too
    fixture.mailbox.refuseWith = undefined;
    await eventually(async () => !(await person.waiting()));
    expect(await person.mails()).toMatchObject([{ to: { text: person.email } }]);
  });

  it('go to the new address when a later change of anything else has overtaken its event', async () => {
    const person = fixture.person();
    await person.register();
    await person.mails();
    person.version = 2;
    await person.change(`new-${person.email}`); // version 3: its snapshot has the address of version 2
    expect(await person.mails(2)).toMatchObject([{}, { to: { text: person.email } }]);
  });
});
