import { eventually } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt } from 'jose';
import { OwnProvider } from './fixtures/own-provider.js';
import { SignupServices } from './signup-services.js';

const PERSON = {
  email: 'ann@example.com',
  password: 'correct horse battery',
  givenName: 'Ann',
  familyName: 'Archer',
  address: { line1: '1 Record Lane', city: 'Leeds', postcode: 'LS1 4AP', country: 'GB' },
};

describe('with an OpenID Connect provider of one’s own', () => {
  let provider: OwnProvider;
  let services: SignupServices;

  beforeAll(async () => {
    const names = ['signup', 'customers', 'passwords', 'email', 'postal', 'loyalty', 'friends'];
    provider = await OwnProvider.open(
      Object.fromEntries(names.map((name) => [name, 'test-CLIENT_SECRET'.padEnd(32, '.')])),
    );
    services = await SignupServices.open(await provider.environment());
  });
  afterAll(async () => {
    await services.close();
    provider.close();
  });

  const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

  it('services call each other, people read what is theirs, and operators act, by its tokens', async () => {
    const signedUp = await services.service('signup').post('/signups', PERSON);
    expect(signedUp).toMatchObject({ status: 201 });
    const { customerId } = signedUp.body;

    const person = await provider.personToken(customerId);
    expect(decodeJwt(person)).toMatchObject({ iss: provider.issuer, sub: customerId, aud: 'troupe' });
    const account = (token: string) =>
      services.service('loyalty').get(`/accounts/${customerId}`, bearer(token));
    expect(await eventually(async () => (await account(person)).status === 200)).toBe(true);
    const customer = `/v2/customers/${customerId}`;
    expect(await services.service('customers').get(customer, bearer(person))).toMatchObject({
      body: { email: PERSON.email },
    });
    await eventually(async () => {
      const { body } = await services.service('postal').get(`/welcome-packs/${customerId}`, bearer(person));
      return body.trackingId; // postal has asked customers for the address
    });

    const other = await provider.personToken(customerId.replace(/^../, '00'));
    expect((await account(other)).status).toBe(404);
    const operator = await provider.operatorToken();
    expect(decodeJwt(operator)).toMatchObject({ roles: ['operator'] });
    expect((await account(operator)).status).toBe(403);
    const erased = await services.service('customers').request('DELETE', customer, bearer(operator));
    expect(erased.status).toBe(204);
    expect(await eventually(async () => (await account(person)).status === 404)).toBe(true);
  });

  it('no other token is accepted: of another issuer, or for another service', async () => {
    const path = `/accounts/${'0193a1b2-7c00-7000-8000-000000000001'}`;
    const loyalty = services.service('loyalty');
    const elsewhere = await loyalty.get(path, { as: { person: '0193a1b2-7c00-7000-8000-000000000001' } });
    const forPostal = await loyalty.get(path, bearer(await provider.operatorToken('postal')));
    for (const { status, headers } of [elsewhere, forPostal]) {
      expect(status).toBe(401);
      expect(headers.get('www-authenticate')).toMatch(/^Bearer error="invalid_token"/);
    }
  });
});
