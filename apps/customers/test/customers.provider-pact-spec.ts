import { newId } from '#libs/telemetry';
import { type Actor, Stage, verifyProvider } from '#libs/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { customers } from '../src/customers.module.js';
import { patch, put, register, somebody } from './people.js';

describe('customers', () => {
  let stage: Stage;
  let service: Actor;

  beforeAll(async () => {
    stage = await Stage.open();
    service = await stage.start(customers);
  });
  afterAll(() => stage.close());

  /** The pacts name their customers, so the one before them leaves. */
  const forgetAll = () => sql`delete from customer`.execute(service.database.query);
  const registerThis = async (customerId: string, details: object) => {
    await forgetAll();
    expect(await put(service, customerId, somebody(details))).toMatchObject({ status: 201 });
  };
  const friends = [`${newId()}@example.org`];

  const registerNamed = ({ customerId, ...details }: Record<string, any>) =>
    registerThis(customerId, details);

  const states = {
    'nobody has registered': forgetAll,
    'a customer has registered': () => register(service, { friends }),
    'a customer has changed their address': async () => {
      const customerId = await register(service);
      const answer = await patch(service, customerId, { email: `${newId()}@example.net` }, '"1"');
      expect(answer).toMatchObject({ status: 200 });
    },
    'a customer has been erased': async () => {
      const customerId = await register(service);
      await service.request('DELETE', `/customers/${customerId}`, { as: { operator: 'contracts' } });
    },
    'this customer has registered': registerNamed,
    'this customer has registered with other content': registerNamed,
    'somebody else has registered': (details: object) => registerThis(newId(), details),
  };

  it('keeps its pacts', async () => {
    expect(await verifyProvider(service, { states })).not.toEqual([]);
  });
});
