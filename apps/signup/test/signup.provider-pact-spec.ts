import { newId } from '#libs/telemetry';
import { accepted, facts, message, verifyProvider } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { SignupFixture, TAKEN } from './fixtures/signup-fixture.js';

const SOMEBODY_ELSE = {
  email: 'bob@example.org',
  password: 'correct horse battery',
  givenName: 'Bob',
  familyName: 'Archer',
  address: { line1: '2 Record Lane', city: 'Leeds', postcode: 'LS1 4AP', country: 'GB' },
};

describe('signup', () => {
  let fixture: SignupFixture;

  beforeAll(async () => {
    fixture = await SignupFixture.open();
  });
  afterAll(() => fixture.close());

  const hear = async (type: string) => {
    const customerId = newId();
    await fixture.environment.deliver('customers', fixture.service, message(type, { customerId }));
    return facts({ customerId, subject: customerId, datasubject: customerId });
  };

  const free = async () => {
    await fixture.calm();
    await sql`delete from platform.idempotency`.execute(fixture.service.database.query);
  };
  const taken = async () => {
    await free();
    await fixture.customers.given(TAKEN);
  };

  const states = {
    'nobody has this e-mail address': free,
    'no country has the code of this person': free,
    'somebody has this e-mail address': taken,
    'somebody else has signed up under this key': async ({ key }: Record<string, any>) => {
      await free();
      const asked = { as: { service: 'storefront' }, headers: { 'idempotency-key': key as string } };
      accepted(await fixture.service.post('/signups', SOMEBODY_ELSE, asked));
    },
    'signup.customer-forgotten.v1 has been published': () => hear('customer.erased.v1'),
  };

  it('keeps its pacts', async () => {
    expect(await verifyProvider(fixture.service, { states })).not.toEqual([]);
  });
});
