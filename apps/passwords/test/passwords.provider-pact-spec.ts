import { newId } from '#libs/telemetry';
import { accepted, type ServiceUnderTest, message, TestEnvironment, verifyProvider } from '#tooling/testing';
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

  const hear = (type: string, data: object) => environment.deliver('customers', service, message(type, data));

  const activate = async () => {
    const customerId = newId();
    await choose({ customerId, password: 'correct horse battery' });
    await hear('customer.registered.v1', { customerId, email: `${customerId}@example.org` });
  };

  const states = {
    'credential.activated.v1 has been published': activate,
    'credential.customer-forgotten.v1 has been published': () =>
      hear('customer.erased.v1', { customerId: newId() }),
    'no credential exists': forgetAll,
    'this credential exists': choose,
    'this credential exists with another password': choose,
  };

  it('keeps its pacts', async () => {
    expect(await verifyProvider(service, { states })).not.toEqual([]);
  });
});
