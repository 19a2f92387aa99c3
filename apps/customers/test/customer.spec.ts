import { describe, expect, it } from '@jest/globals';
import {
  Change,
  changeCustomer,
  type Customer,
  hashEmail,
  isRepetition,
  newCustomer,
  Registration,
  registrationEvents,
  verifyEmail,
} from '../src/customer.js';

const KEY = 'a key that only the tests know, of 32 characters';
const ID = '0193a1b2-7c00-7000-8000-000000000001';
const REGISTRATION = {
  email: 'ada@example.org',
  name: { given: 'Ada', family: 'Byron' },
  address: { line1: '1 Record Lane', city: 'Leeds', postcode: 'LS1 4AP', country: 'GB' },
  friends: ['zoe@example.org', 'ben@example.org'],
};

const customer = (different: Partial<Customer> = {}): Customer => ({
  ...newCustomer(ID, REGISTRATION, KEY),
  ...different,
});
const verified = customer({ emailVerified: true, version: 2 });
const problems = (schema: typeof Registration | typeof Change, input: object) =>
  schema.safeParse(input).error?.issues.map(({ path }) => path.join('/'));

describe('a registration', () => {
  it('lower-cases and trims e-mail addresses', () => {
    const { email, name, friends } = Registration.parse({
      ...REGISTRATION,
      email: ' Ada@Example.org ',
      name: { given: ' Ada ', family: 'Byron' },
      friends: ['BEN@example.org'],
    });
    expect({ email, name, friends }).toEqual({
      email: 'ada@example.org',
      name: { given: 'Ada', family: 'Byron' },
      friends: ['ben@example.org'],
    });
  });

  it('accepts names in any script, joiners included', () => {
    for (const given of ['Zoë', 'علی‌رضا', '小明', 'Ada 👩‍💻']) {
      expect(problems(Registration, { ...REGISTRATION, name: { given, family: 'Byron' } })).toBeUndefined();
    }
  });

  it.each([
    ['a control character', 'A\u0000da'],
    ['half a surrogate pair', 'Ada \ud83d'],
    ['nothing but blanks', '  '],
    ['more than 100 characters', 'a'.repeat(101)],
  ])('refuses a name with %s', (_what, name) => {
    const told = {
      ...REGISTRATION,
      name: { given: name, family: 'Byron' },
      address: { ...REGISTRATION.address, city: name },
    };
    expect(problems(Registration, told)).toEqual(['name/given', 'address/city']);
  });

  it('refuses unknown fields', () => {
    expect(problems(Registration, { ...REGISTRATION, emailVerified: true })).toEqual(['']);
    expect(
      problems(Registration, { ...REGISTRATION, address: { ...REGISTRATION.address, planet: 'Mars' } }),
    ).toEqual(['address']);
    for (const change of [{}, { emailVerified: true }, { friends: [] }, { version: 7 }]) {
      expect(problems(Change, change)).toContain('');
    }
  });
});

describe('a new customer', () => {
  it('has an unverified address, and hashes instead of friends’ addresses', () => {
    const { friendHashes, emailVerified, version } = newCustomer(ID, REGISTRATION, KEY);
    expect({ emailVerified, version }).toEqual({ emailVerified: false, version: 1 });
    expect(friendHashes).toEqual(REGISTRATION.friends.map((email) => hashEmail(email, KEY)).sort());
    expect(newCustomer(ID, REGISTRATION, KEY)).not.toHaveProperty('friends');
  });

  it('lists a friend once, even when the registration repeats them', () => {
    const friends = [...REGISTRATION.friends, ...REGISTRATION.friends];
    expect(newCustomer(ID, { ...REGISTRATION, friends }, KEY)).toEqual(customer());
  });

  it('is said with hashes and without the addresses of friends', () => {
    for (const { data, entityversion } of registrationEvents(customer(), KEY)) {
      expect({ data, entityversion }).toMatchObject({
        data: { emailHash: hashEmail(REGISTRATION.email, KEY) },
        entityversion: 1,
      });
      expect(JSON.stringify(data)).not.toMatch(/ben@|zoe@|Record Lane/);
    }
  });

  it('is said in both versions, each with its own form of name and path', () => {
    const said = registrationEvents(customer(), KEY).map(({ event: { type }, data }) => [type, data]);
    expect(said).toMatchObject([
      ['customer.registered.v2', { name: REGISTRATION.name, resource: `/v2/customers/${ID}` }],
      ['customer.registered.v1', { givenName: 'Ada', familyName: 'Byron', resource: `/v1/customers/${ID}` }],
    ]);
  });
});

describe('the hash of an address', () => {
  it('depends on the address and the key alone', () => {
    expect(hashEmail(REGISTRATION.email, KEY)).toBe(hashEmail(REGISTRATION.email, KEY));
    expect(hashEmail(REGISTRATION.email, `${KEY}!`)).not.toBe(hashEmail(REGISTRATION.email, KEY));
    expect(hashEmail(REGISTRATION.email, KEY)).toMatch(/^[\w-]{43}$/);
  });
});

describe('a repeated registration', () => {
  it('has the same content, in any order of friends and fields', () => {
    const { country, postcode, city, line1 } = REGISTRATION.address;
    const again = {
      ...REGISTRATION,
      friends: [...REGISTRATION.friends].reverse(),
      address: { country, postcode, city, line1 },
    };
    expect(isRepetition(customer(), newCustomer(ID, again, KEY))).toBe(true);
  });

  it('is recognized after the address was verified', () => {
    expect(isRepetition(verified, customer())).toBe(true);
  });

  it.each([
    [{ email: 'eve@example.org' }],
    [{ name: { given: 'Ada', family: 'King' } }],
    [{ friends: ['ben@example.org'] }],
    [{ address: { ...REGISTRATION.address, line2: 'Flat 2' } }],
  ])('is not one with %j', (other) => {
    expect(isRepetition(customer(), newCustomer(ID, { ...REGISTRATION, ...other }, KEY))).toBe(false);
  });
});

describe('a change', () => {
  it('names exactly the fields that differ', () => {
    const wanted = { name: { given: 'Augusta', family: 'Byron' }, address: { ...REGISTRATION.address } };
    const changed = changeCustomer(verified, wanted, KEY);
    expect(changed?.event).toMatchObject({ data: { changed: ['givenName'] }, entityversion: 3 });
    expect(changed?.next).toEqual({ ...verified, name: { given: 'Augusta', family: 'Byron' }, version: 3 });
  });

  it('is undefined when nothing differs', () => {
    expect(
      changeCustomer(verified, { email: REGISTRATION.email, address: { ...REGISTRATION.address } }, KEY),
    ).toBeUndefined();
  });

  it('of the address requires a new verification', () => {
    const changed = changeCustomer(verified, { email: 'king@example.org' }, KEY);
    expect(changed?.next.emailVerified).toBe(false);
    expect(changed?.event.data).toMatchObject({
      emailHash: hashEmail('king@example.org', KEY),
      changed: ['email'],
    });
  });
});

describe('a verification', () => {
  it('counts for the customer’s current address', () => {
    expect(verifyEmail(customer(), hashEmail(REGISTRATION.email, KEY), KEY)).toEqual(verified);
  });

  it('is undefined for another address, and for one that is verified already', () => {
    expect(verifyEmail(customer(), hashEmail('old@example.org', KEY), KEY)).toBeUndefined();
    expect(verifyEmail(verified, hashEmail(REGISTRATION.email, KEY), KEY)).toBeUndefined();
  });
});
