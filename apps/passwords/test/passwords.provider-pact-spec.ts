import { newId } from '#libs/telemetry';
import {
  accepted,
  facts,
  type ServiceUnderTest,
  message,
  TestEnvironment,
  verifyProvider,
} from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { passwords } from '../src/passwords.module.js';

describe('passwords', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    service = await environment.start(passwords);
  });
  afterAll(() => environment.close());

  const forgetAll = () => sql`delete from credential`.execute(service.database.query);

  const choose = async ({ customerId, password }: Record<string, string>) => {
    await forgetAll();
    const as = { service: 'signup' };
    accepted(await service.put(`/credentials/${customerId}`, { password }, { as }));
  };

  const hear = (type: string, data: object, attributes = {}) =>
    environment.deliver('customers', service, message(type, data, attributes));

  const factsAbout = (customerId: string, more: object = {}) =>
    facts({ customerId, subject: customerId, datasubject: customerId, ...more });
  /** By an event of this version. */
  const activateBy = async (type: string, entityversion: number) => {
    const customerId = newId();
    await choose({ customerId, password: 'correct horse battery' });
    const events = [
      { customerId, entityversion },
      { customerId, entityversion }, // this one and the rest say nothing
      { customerId, entityversion: entityversion + 1 },
      { customerId: newId(), entityversion },
    ];
    for (const { entityversion, ...about } of events)
      await hear(type, { ...about, email: `${about.customerId}@example.org` }, { entityversion });
    return factsAbout(customerId, { entityversion });
  };
  const forget = async () => {
    const customerId = newId();
    await hear('customer.erased.v1', { customerId });
    return factsAbout(customerId);
  };

  const states = {
    'credential.activated.v1 has been published': {
      'by a registration': () => activateBy('customer.registered.v1', 1),
      'by a change that came first': () => activateBy('customer.changed.v1', 2),
    },
    'credential.customer-forgotten.v1 has been published': forget,
    'no credential exists': forgetAll,
    'this credential exists': choose,
    'this credential exists with another password': choose,
  };

  it('keeps its pacts', async () => {
    expect(await verifyProvider(service, { states })).not.toEqual([]);
  });
});
