import { consumerPact } from '#tooling/testing';
import { expect, it } from '@jest/globals';
import { LogIn, PasswordsClient, Session } from '../src/passwords.client.js';
import { StorefrontConfig } from '../src/storefront.config.js';
import { storefront } from '../src/storefront.module.js';

consumerPact(storefront, 'passwords', (passwords) => {
  const config = { EDGE_KEY: undefined } as unknown as StorefrontConfig;
  const email = 'ada@example.org';
  const password = 'correct horse battery';
  const ADDRESS = '192.0.2.7';

  it('logs a person in', () => {
    const body = { email, password };
    const session = { accessToken: 'access-token', expiresIn: 900 };
    return passwords
      .given('a customer with this address and password is registered', body)
      .uponReceiving('the right address and password')
      .withRequest('POST', '/sessions', { sends: LogIn, body })
      .willRespondWith(201, Session, session)
      .executeTest(async (peers) => {
        expect(await new PasswordsClient(peers, config).logIn(body, ADDRESS)).toEqual(session);
      });
  });

  it('refuses another password', () => {
    const body = { email, password: 'another password' };
    return passwords
      .given('a customer with this address and another password is registered', { email })
      .uponReceiving('a wrong password')
      .withRequest('POST', '/sessions', { sends: LogIn, body })
      .willRespondWith(401)
      .executeTest(async (peers) => {
        expect(await new PasswordsClient(peers, config).logIn(body, ADDRESS)).toBeUndefined();
      });
  });
});
