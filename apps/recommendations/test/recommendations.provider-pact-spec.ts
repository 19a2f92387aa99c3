import { newId } from '#libs/telemetry';
import { facts, message, type ServiceUnderTest, TestEnvironment, verifyProvider } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { recommendations } from '../src/recommendations.module.js';
import { list, record } from './records.js';

describe('recommendations', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    service = await environment.start(recommendations);
  });
  afterAll(() => environment.close());

  const states = {
    'another record by the artist of this one is for sale': ({ recordId, other }: Record<string, any>) => {
      const artist = 'Miles Davis';
      return list(
        environment,
        service,
        record({ recordId: recordId as string, artist }),
        record({ recordId: other as string, artist }),
      );
    },
    'no record was listed': () => Promise.resolve(),
    'recommendations.customer-forgotten.v1 has been published': async () => {
      const customerId = newId();
      await environment.deliver('customers', service, message('customer.erased.v1', { customerId }));
      return facts({ customerId, subject: customerId });
    },
  };

  it('keeps its pacts', async () => {
    expect(await verifyProvider(service, { states })).not.toEqual([]);
  });
});
