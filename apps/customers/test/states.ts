import { newId } from '#libs/telemetry';
import { accepted, type ServiceUnderTest } from '#tooling/testing';
import { sql } from 'kysely';
import { ADDRESS } from './people.js';

const NAMES = {
  v1: { givenName: 'Ada', familyName: 'Byron' },
  v2: { name: { given: 'Ada', family: 'Byron' } },
};

/** The provider states of all pacts, set up through one version of the API. The details in a pact have its fields. */
export function statesOf(service: ServiceUnderTest, version: keyof typeof NAMES) {
  const path = (customerId: string) => `/${version}/customers/${customerId}`;
  const register = async (customerId: string, details: object = {}) => {
    const told = { email: `${newId()}@example.org`, ...NAMES[version], address: ADDRESS, ...details };
    accepted(await service.put(path(customerId), told, { as: { service: 'signup' } }));
    return customerId;
  };
  /** Pacts use fixed customer ids, so the customer of an earlier interaction must go. */
  const forgetAll = () => sql`delete from customer`.execute(service.database.query);
  const registerNamed = async ({ customerId, ...details }: Record<string, any>) => {
    await forgetAll();
    await register(customerId, details);
  };
  const erase = async () => {
    const customerId = await register(newId());
    accepted(await service.request('DELETE', path(customerId), { as: { operator: 'contracts' } }));
  };
  const registerAnyone = () => register(newId(), { friends: [`${newId()}@example.org`] });
  return {
    'customer.erased.v1 has been published': erase,
    'customer.registered.v1 has been published': registerAnyone,
    'customer.registered.v2 has been published': registerAnyone,
    'nobody has registered': forgetAll,
    'a customer has registered': registerAnyone,
    'a customer has changed their address': async () => {
      const customerId = await register(newId());
      const change = { email: `${newId()}@example.net` };
      const headers = { 'if-match': '*' };
      accepted(
        await service.request('PATCH', path(customerId), {
          as: { person: customerId },
          body: change,
          headers,
        }),
      );
    },
    'a customer has been erased': erase,
    'this customer has registered': registerNamed,
    'this customer has registered with other content': registerNamed,
    'somebody else has registered': (details: object) => registerNamed({ customerId: newId(), ...details }),
  };
}
