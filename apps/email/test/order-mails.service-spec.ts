import { newId } from '#libs/telemetry';
import { eventually, message } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EmailFixture, PATIENT, type Person } from './fixtures/email-fixture.js';

const DISPATCHED = 'stock.dispatched.v1';

describe('a mail about an order', () => {
  let fixture: EmailFixture;

  beforeAll(async () => {
    fixture = await EmailFixture.open({ RETRY_SCHEDULE: PATIENT, MAILS_PER_ADDRESS_PER_HOUR: '1' });
  });
  afterAll(() => fixture.close());

  const tell = async ({ customerId }: Person, type: string, from: string, data: object) => {
    const orderId = newId();
    const event = message(type, { orderId, customerId, ...data }, { datasubject: customerId });
    await fixture.environment.deliver(from, fixture.service, event);
    return orderId;
  };
  const dispatch = (person: Person) => tell(person, DISPATCHED, 'warehouse', { trackingId: 'PARCEL-1' });
  const registered = async () => {
    const person = fixture.person();
    await person.register();
    await person.mails();
    return person;
  };

  it.each([
    ['order.cancelled.v1', 'orders', { reason: 'expired' }, /^Your order \S+ was cancelled$/],
    [DISPATCHED, 'warehouse', { trackingId: 'PARCEL-1' }, /^Your order \S+ is on its way$/],
    [
      'payment.refund-failed.v1',
      'finance',
      { amount: { amount: 1_999, currency: 'USD' } },
      /^The refund of your order \S+ takes longer$/,
    ],
  ])('is sent for %s, and said to be sent', async (type, from, data, subject) => {
    const person = await registered();
    const orderId = await tell(person, type, from, data);
    const [, mail] = await person.mails(2);
    expect(mail?.subject).toMatch(subject);
    expect(mail?.subject).toContain(orderId);
    expect(mail?.text).toMatch(/\n\nMusicCorp\n+$/);
    expect(mail?.text).toMatch(/^Hello Ann,\n\n/);
    expect(mail?.text).toContain(orderId);
    await eventually(async () => (await person.said('email.order-mail-sent.v1')).length === 1);
    expect(await person.said('email.order-mail-sent.v1')).toMatchObject([{ orderId }]);
  });

  it('goes to the address that the customer has now, also once it is verified', async () => {
    const person = await registered();
    await fixture.service.post(await person.link(), undefined);
    await dispatch(person);
    const [, mail] = await person.mails(2);
    expect(JSON.stringify(mail?.to)).toContain(person.email);
    await person.change(`new-${person.customerId}@example.com`);
    await dispatch(person);
    await eventually(() =>
      fixture.mailbox.mails.some(
        ({ to, subject }) => JSON.stringify(to).includes(person.email) && /on its way/.test(subject ?? ''),
      ),
    );
  });

  it('waits for the event that tells the address', async () => {
    const person = fixture.person();
    const orderId = await dispatch(person);
    await eventually(async () => (await person.attempts()) > 0);
    await person.register();
    const mails = await person.mails(2);
    expect(mails.map(({ subject }) => subject).sort()).toContain(`Your order ${orderId} is on its way`);
  });

  it('waits for none of the other mails, and no other one waits for it', async () => {
    const person = await registered(); // who got as many mails of the other kinds as an hour allows
    for (let time = 0; time < 5; time++) await dispatch(person);
    expect(await person.mails(6)).toHaveLength(6);
  });

  it('is not sent to an erased customer, of whom nothing stays', async () => {
    const person = fixture.person();
    await dispatch(person);
    await eventually(async () => (await person.attempts()) > 0);
    await person.erase();
    expect(await person.attempts()).toBe(-1);
    const other = await registered();
    await other.erase();
    expect(await fixture.service.tablesWith(other.email)).toEqual([]);
  });
});
