import { consumerPact, regex } from '#tooling/testing';
import { expect, it } from '@jest/globals';
import { Invalid, NewCustomer, SignupClient, Taken } from '../src/signup.client.js';
import { StorefrontConfig } from '../src/storefront.config.js';
import { storefront } from '../src/storefront.module.js';

consumerPact(storefront, 'signup', (signup) => {
  const config = { EDGE_KEY: undefined } as unknown as StorefrontConfig;
  const KEY = '0193a1b2-7c00-7000-8000-000000000781';
  const body = {
    email: 'ada@example.org',
    password: 'correct horse battery',
    givenName: 'Ada',
    familyName: 'Archer',
    address: { line1: '1 Record Lane', city: 'Leeds', postcode: 'LS1 4AP', country: 'GB' },
  };
  const headers = { 'Idempotency-Key': regex(/^[0-9a-f-]{36}$/, KEY) };

  it('signs a person up', () =>
    signup
      .given('nobody has this e-mail address')
      .uponReceiving('a person who signs up')
      .withRequest('POST', '/signups', { sends: NewCustomer, body, headers })
      .willRespondWith(201)
      .executeTest(async (peers) => {
        expect(await new SignupClient(peers, config).signUp(body, KEY, '192.0.2.7')).toEqual([]);
      }));

  it('signs a person up who fills in everything', () => {
    const full = { ...body, address: { ...body.address, line2: 'Flat 2' }, friends: ['bob@example.org'] };
    return signup
      .given('nobody has this e-mail address')
      .uponReceiving('a person who signs up and names a friend')
      .withRequest('POST', '/signups', { sends: NewCustomer, body: full, headers })
      .willRespondWith(201)
      .executeTest(async (peers) => {
        expect(await new SignupClient(peers, config).signUp(full, KEY, '192.0.2.7')).toEqual([]);
      });
  });

  it('learns that the address is taken', () =>
    signup
      .given('somebody has this e-mail address')
      .uponReceiving('a person whose address is taken')
      .withRequest('POST', '/signups', { sends: NewCustomer, body, headers })
      .willRespondWith(409, Taken, { detail: 'A customer with this e-mail address exists: log in instead.' })
      .executeTest(async (peers) => {
        expect(await new SignupClient(peers, config).signUp(body, KEY, '192.0.2.7')).toEqual([
          { text: 'A customer with this e-mail address exists: log in instead.' },
        ]);
      }));

  it('learns that the form was sent before, with something else in it', () => {
    const key = '0193a1b2-7c00-7000-8000-000000000782';
    return signup
      .given('somebody else has signed up under this key', { key })
      .uponReceiving('a person under the key of another sign-up')
      .withRequest('POST', '/signups', {
        sends: NewCustomer,
        body,
        headers: { 'Idempotency-Key': regex(/^[0-9a-f-]{36}$/, key) },
      })
      .willRespondWith(422)
      .executeTest(async (peers) => {
        const [problem, ...more] = await new SignupClient(peers, config).signUp(body, key, '192.0.2.7');
        expect(more).toEqual([]);
        expect(problem!.text).toContain('You have sent this form before');
      });
  });

  it('learns what is wrong, field by field', () => {
    const wrong = { ...body, address: { ...body.address, country: 'XX' } };
    const error = {
      pointer: '#/address/country',
      detail: 'must be an ISO 3166-1 code of two capital letters, such as GB',
    };
    return signup
      .given('no country has the code of this person')
      .uponReceiving('a person from no country')
      .withRequest('POST', '/signups', { sends: NewCustomer, body: wrong, headers })
      .willRespondWith(400, Invalid, { errors: [error] })
      .executeTest(async (peers) => {
        expect(await new SignupClient(peers, config).signUp(wrong, KEY, '192.0.2.7')).toEqual([
          { field: 'country', text: error.detail },
        ]);
      });
  });
});
