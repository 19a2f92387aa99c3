import { describe, expect, it } from '@jest/globals';
import { isHttp, readPacts, textOf } from '#tooling/pacts';
import { ProviderDocument } from '../src/provider-document.js';

const ID = '0193a1b2-7c00-7000-8000-000000000061';
const customers = ProviderDocument.read('customers')!;
const registration = {
  email: 'ada@example.org',
  name: { given: 'Ada', family: 'Byron' },
  address: { line1: '1 Record Lane', city: 'Leeds', postcode: 'LS1 4AP', country: 'GB' },
};
const put = (body: unknown, path = `/v2/customers/${ID}`) =>
  customers.refusalOf({ method: 'PUT', path, body: JSON.stringify(body) });

describe('the document of a provider', () => {
  it('takes what the provider takes, whether or not a pact has it', () => {
    expect(put(registration)).toBeUndefined();
    expect(put({ ...registration, name: { given: 'Ζωή', family: 'O’Hara' } })).toBeUndefined();
  });

  it.each<[string, object, string]>([
    ['an unknown country', { address: { ...registration.address, country: 'Britain' } }, '/address/country'],
    ['a text that is too long', { name: { given: 'A'.repeat(101), family: 'B' } }, '/name/given'],
    ['an empty text', { address: { ...registration.address, city: '' } }, '/address/city'],
    ['a control character', { name: { given: 'A\u0007', family: 'B' } }, '/name/given'],
    ['another type', { email: 7 }, '/email'],
    ['null', { name: null }, '/name'],
    ['too many elements', { friends: Array.from({ length: 101 }, (_, at) => `f${at}@example.org`) }, '/friends'],
    ['a missing field', { email: undefined }, "must have required property 'email'"],
  ])('refuses %s, and names the place', (_, change, place) => {
    expect(put({ ...registration, ...change })).toMatch(/^customers refuses it: /);
    expect(put({ ...registration, ...change })).toContain(place);
  });

  it('refuses an unknown field where people call, and names the place', () => {
    const body = JSON.stringify({ points: 1, shoeSize: 38 });
    const path = `/accounts/${ID}/redemptions`;
    expect(ProviderDocument.read('loyalty')!.refusalOf({ method: 'POST', path, body })).toContain(
      'must NOT have additional properties',
    );
  });

  it('refuses an id of another form, an unknown path, and a body that is missing or not JSON', () => {
    expect(put(registration, '/v2/customers/------------------------------------')).toContain('customerId must');
    expect(put(registration, '/v9/customers/1')).toBe('customers has no such operation');
    const path = `/v2/customers/${ID}`;
    expect(customers.refusalOf({ method: 'PUT', path, body: '' })).toContain('it has no body');
    expect(customers.refusalOf({ method: 'PUT', path, body: '{' })).toContain('its body is not JSON');
  });

  it('reads a form where the document has one', () => {
    const passwords = ProviderDocument.read('passwords')!;
    const ask = (body: string) => passwords.refusalOf({ method: 'POST', path: '/oauth/revoke', body });
    expect(ask('token=a%20b')).toBeUndefined();
    expect(ask('tokens=a')).toContain("must have required property 'token'");
  });

  it('takes the example of every request that a pact expects to succeed', () => {
    const refused = readPacts().flatMap(({ provider, interactions }) => {
      const document = ProviderDocument.read(provider.name);
      return interactions
        .filter(isHttp)
        .filter(({ response }) => response.status < 400)
        .map(({ request: { method, path, body } }) =>
          document?.refusalOf({ method, path, body: body ? textOf(body)! : '' }),
        );
    });
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.filter(Boolean)).toEqual([]);
  });
});
