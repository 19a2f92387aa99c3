import { newId } from '#libs/telemetry';
import { type ServiceUnderTest, TestEnvironment } from '#tooling/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { customers } from '../src/customers.module.js';
import { patch, register, saidAbout, statuses } from './people.js';

const newEmail = () => `${newId()}@example.org`;

describe('changes of one’s own data', () => {
  let environment: TestEnvironment;
  let open: ServiceUnderTest;
  let strict: ServiceUnderTest;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    open = await environment.start(customers);
    strict = await environment.start(customers, {
      CHANGES_PER_MINUTE: '3',
      EMAIL_CHANGES_PER_MINUTE: '2',
      EMAIL_CHANGES_PER_ADDRESS_PER_MINUTE: '4',
    });
  });
  afterEach(async () => {
    await sql`delete from platform.rate_limit`.execute(open.database.query);
  });
  afterAll(() => environment.close());

  const changeTo = (customerId: string, email: string, version = '/v2') =>
    strict.request('PATCH', `${version}/customers/${customerId}`, {
      as: { person: customerId },
      body: { email },
      headers: { 'if-match': '*' },
    });

  it('do not reveal more known addresses than a caller may learn, at once or one by one', async () => {
    const known = Array.from({ length: 5 }, newEmail);
    for (const email of known) await register(open, { email });
    const customerId = await register(open);
    const answers = await Promise.all(known.map((email) => changeTo(customerId, email)));
    expect(statuses(answers)).toEqual([409, 409, 429, 429, 429]);
  });

  it('send no more mails to strangers than a caller may cause, through either version', async () => {
    const customerId = await register(open);
    const answers = [];
    for (const version of ['/v1', '/v2', '/v1', '/v2'])
      answers.push(await changeTo(customerId, newEmail(), version));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429, 429]);
    expect(await saidAbout(open, customerId, 'customer.changed.v1')).toHaveLength(2);
  });

  it('of the e-mail address count for the network address, however many customers it has', async () => {
    const answers = [];
    for (let nth = 0; nth < 5; nth++) answers.push(await changeTo(await register(open), newEmail()));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 429]);
  });

  it('are limited in all, but other changes do not use up those of the e-mail address', async () => {
    const customerId = await register(open);
    const rename = (given: string) => patch(strict, customerId, { name: { given } }, '*');
    expect([(await rename('Ann')).status, (await rename('Bea')).status]).toEqual([200, 200]);
    expect((await changeTo(customerId, newEmail())).status).toBe(200);
    expect((await rename('Cleo')).status).toBe(429);
  });

  it('that someone else attempts use up nothing', async () => {
    const customerId = await register(open);
    for (let nth = 0; nth < 4; nth++) {
      const path = `/v2/customers/${customerId}`;
      const request = { as: { person: newId() }, body: { email: newEmail() }, headers: { 'if-match': '*' } };
      expect((await strict.request('PATCH', path, request)).status).toBe(404);
    }
    expect((await changeTo(customerId, newEmail())).status).toBe(200);
  });
});
