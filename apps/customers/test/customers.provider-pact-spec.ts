import { newId } from '#libs/telemetry';
import { type Actor, Stage, verifyProvider } from '#libs/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { customers } from '../src/customers.module.js';

describe('customers', () => {
  let stage: Stage;
  let service: Actor;

  beforeAll(async () => {
    stage = await Stage.open();
    service = await stage.start(customers);
  });
  afterAll(() => stage.close());

  const register = async (customerId = newId()): Promise<string> => {
    const address = { line1: '1 High Street', city: 'Dublin', postcode: 'D01', country: 'IE' };
    const registration = { email: `${customerId}@example.org`, givenName: 'Ada', familyName: 'Byron', address };
    const answer = await service.put(`/customers/${customerId}`, registration, { as: { service: 'signup' } });
    expect(answer.status).toBe(201);
    return customerId;
  };

  const states = {
    'a customer has registered': () => register(),
    'a customer has been erased': async () => {
      const customerId = await register();
      await service.request('DELETE', `/customers/${customerId}`, { as: { operator: 'contracts' } });
    },
  };

  it('keeps its pacts', async () => {
    expect(await verifyProvider(service, { states })).not.toEqual([]);
  });
});
