import { newId } from '#libs/telemetry';
import { facts, type ServiceUnderTest, message, TestEnvironment, verifyProvider } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { signup } from '../src/signup.module.js';

describe('signup', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    service = await environment.start(signup, {
      CUSTOMERS_URL: 'http://127.0.0.1:9',
      PASSWORDS_URL: 'http://127.0.0.1:9', // nothing here calls a neighbour
    });
  });
  afterAll(() => environment.close());

  const hear = async (type: string) => {
    const customerId = newId();
    await environment.deliver('customers', service, message(type, { customerId }));
    return facts({ customerId, subject: customerId, datasubject: customerId });
  };

  const states = {
    'signup.customer-forgotten.v1 has been published': () => hear('customer.erased.v1'),
  };

  it('keeps its pacts', async () => {
    expect(await verifyProvider(service, { states })).not.toEqual([]);
  });
});
