import { newId } from '#libs/telemetry';
import { accepted, facts, type ServiceUnderTest } from '#tooling/testing';
import { sql } from 'kysely';
import { hashEmail } from '../src/customer.js';
import { ADDRESS } from './people.js';

const FAMILY = 'Byron';
const NAMES = {
  v1: (given: string) => ({ givenName: given, familyName: FAMILY }),
  v2: (given: string) => ({ name: { given, family: FAMILY } }),
};

/** The key under which the provider hashes addresses. */
export const CONTACT_HASH_KEY = 'the key under which this test hashes';

/** The kinds of registrations, each by what is special about it. */
const REGISTRATIONS = {
  'with friends': { friends: ['ben@example.org', 'cleo@example.org'] },
  'without friends': {},
  'with an address of two lines': { address: { ...ADDRESS, line2: 'Second floor' } },
  'with the shortest texts': { address: { line1: '1', city: 'Å', postcode: '1', country: 'NO' } },
  'with the longest texts': {
    address: {
      line1: 'l'.repeat(200),
      line2: 'l'.repeat(200),
      city: 'c'.repeat(100),
      postcode: 'p'.repeat(20),
      country: 'US',
    },
  },
};

const changeOfEmail = () => ({ email: `${newId()}@example.net` });

/** The kinds of changes in the fields of V1 and V2. */
const CHANGES: Record<string, () => Partial<Details>> = {
  'in the e-mail address': changeOfEmail,
  'in the address': () => ({ address: { ...ADDRESS, line2: 'Second floor' } }),
  'in the name': () => ({ given: 'Augusta' }),
  'in everything': () => ({ email: `${newId()}@example.net`, address: { ...ADDRESS, city: 'York' } }),
};

/** What the events about a customer say, in either version. */
const factsAbout = (
  customerId: string,
  { email, given = 'Ada', friends = [] }: Details,
  entityversion: number,
) =>
  facts((type) => ({
    customerId,
    email,
    emailHash: hashEmail(email, CONTACT_HASH_KEY),
    friendHashes: friends.map((friend) => hashEmail(friend, CONTACT_HASH_KEY)).sort(),
    resource: `/${type.endsWith('.v2') ? 'v2' : 'v1'}/customers/${customerId}`,
    ...NAMES.v1(given),
    ...NAMES.v2(given),
    entityversion,
    subject: customerId,
    datasubject: customerId,
  }));

interface Details {
  email: string;
  given?: string;
  friends?: string[];
  address?: object;
}

/** The provider states of all pacts, set up through one version of the API. The details in a pact have its fields. */
export function statesOf(service: ServiceUnderTest, version: keyof typeof NAMES) {
  const path = (customerId: string) => `/${version}/customers/${customerId}`;
  const register = async (customerId: string, details: object = {}) => {
    const told = { email: `${newId()}@example.org`, ...NAMES[version]('Ada'), address: ADDRESS, ...details };
    accepted(await service.put(path(customerId), told, { as: { service: 'signup' } }));
    return factsAbout(customerId, told, 1);
  };
  const change = async ({ given, ...details }: Partial<Details>) => {
    const [customerId, email] = [newId(), `${newId()}@example.org`];
    await register(customerId, { email });
    const headers = { 'if-match': '*' };
    const body = { ...details, ...(given && NAMES[version](given)) };
    for (const sent of [{ address: ADDRESS }, body])
      // the first changes nothing, so it says nothing
      accepted(
        await service.request('PATCH', path(customerId), { as: { person: customerId }, body: sent, headers }),
      );
    return { customerId, facts: factsAbout(customerId, { email, ...(given && { given }), ...details }, 2) };
  };
  const erase = async (customerId: string) => {
    accepted(await service.request('DELETE', path(customerId), { as: { operator: 'contracts' } }));
    return facts({ customerId, subject: customerId });
  };
  /** Pacts use fixed customer ids, so the customer of an earlier interaction must go. */
  const forgetAll = () => sql`delete from customer`.execute(service.database.query);
  const registerNamed = async ({ customerId, ...details }: Record<string, any>) => {
    await forgetAll();
    await register(customerId, details);
  };
  const registered = casesOf(REGISTRATIONS, (details) => register(newId(), details));
  const erased = {
    'after a registration': async () => {
      const customerId = newId();
      await register(customerId);
      return erase(customerId);
    },
    'after a change': async () => erase((await change(changeOfEmail())).customerId),
  };
  return {
    'customer.erased.v1 has been published': erased,
    'customer.registered.v1 has been published': registered,
    'customer.registered.v2 has been published': registered,
    'nobody has registered': forgetAll,
    'a customer has registered': registered,
    'a customer has changed their e-mail address': async () => (await change(changeOfEmail())).facts,
    'a customer has changed their address': casesOf(CHANGES, async (body) => (await change(body())).facts),
    'a customer has been erased': erased,
    'this customer has registered': registerNamed,
    'this customer has registered with other content': registerNamed,
    'somebody else has registered': (details: object) => registerNamed({ customerId: newId(), ...details }),
  };
}

/** A state handler for each kind. */
const casesOf = <Kind, Result>(kinds: Record<string, Kind>, run: (kind: Kind) => Promise<Result>) =>
  Object.fromEntries(Object.entries(kinds).map(([special, kind]) => [special, () => run(kind)]));
