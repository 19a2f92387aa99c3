import { newId } from '#libs/telemetry';
import { facts, type ServiceUnderTest, message, TestEnvironment, verifyProvider } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loyalty } from '../src/loyalty.module.js';

describe('loyalty', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    service = await environment.start(loyalty);
  });
  afterAll(() => environment.close());

  const hear = async (type: string, times = 1) => {
    const customerId = newId();
    for (let time = 0; time < times; time++)
      await environment.deliver('customers', service, message(type, { customerId }));
    return facts({ customerId, subject: customerId, datasubject: customerId });
  };

  const states = {
    'this customer has an account': ({ customerId }: Record<string, any>) =>
      environment.deliver('customers', service, message('customer.registered.v1', { customerId })),
    'this customer has no account': () => Promise.resolve(),
    'loyalty.account-opened.v1 has been published': {
      'by a registration': () => hear('customer.registered.v1'),
      'by the first of two events': () => hear('customer.registered.v1', 2),
    },
    'loyalty.customer-forgotten.v1 has been published': () => hear('customer.erased.v1'),
  };

  it('keeps its pacts', async () => {
    expect(await verifyProvider(service, { states })).not.toEqual([]);
  });
});
