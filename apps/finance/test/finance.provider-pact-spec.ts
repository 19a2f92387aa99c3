import { newId } from '#libs/telemetry';
import {
  accepted,
  facts,
  message,
  type ServiceUnderTest,
  TestEnvironment,
  verifyProvider,
} from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { finance } from '../src/finance.module.js';

describe('finance', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    service = await environment.start(finance);
  });
  afterAll(() => environment.close());

  const erase = async () => {
    const customerId = newId();
    await environment.deliver('customers', service, message('customer.erased.v1', { customerId }));
    return facts({ customerId, subject: customerId });
  };
  const forgetOffers = () => sql`delete from payment`.execute(service.database.query);
  const offerAnother = async ({ paymentId, customerId }: Record<string, string>) => {
    await forgetOffers();
    const body = { customerId, token: 'tok_visa-another' };
    accepted(await service.put(`/payments/${paymentId}`, body, { as: { service: 'orders' } }));
  };

  const states = {
    'payment.customer-forgotten.v1 has been published': erase,
    'no payment was offered': () => forgetOffers(),
    'this payment was offered with another token': offerAnother,
  };

  it('keeps its pacts', async () => {
    expect(await verifyProvider(service, { states })).not.toEqual([]);
  });
});
