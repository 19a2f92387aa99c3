import { consumerPact } from '#tooling/testing';
import { expect, it } from '@jest/globals';
import {
  NotYet,
  LogIn,
  PasswordsClient,
  Refresh,
  Refreshed,
  ResetRequest,
  Revocation,
  Session,
} from '../src/passwords.client.js';
import { Later } from '../src/degraded.js';
import { StorefrontConfig } from '../src/storefront.config.js';
import { storefront } from '../src/storefront.module.js';

consumerPact(storefront, 'passwords', (passwords) => {
  const config = { EDGE_KEY: undefined } as unknown as StorefrontConfig;
  const email = 'ada@example.org';
  const password = 'correct horse battery';
  const ADDRESS = '192.0.2.7';
  const REFRESH_TOKEN = 'refresh-token';
  const grant = { grant_type: 'refresh_token', refresh_token: REFRESH_TOKEN };

  it('logs a person in', () => {
    const body = { email, password };
    const session = { accessToken: 'access-token', expiresIn: 900, refreshToken: REFRESH_TOKEN };
    return passwords
      .given('a customer with this address and password is registered', body)
      .uponReceiving('the right address and password')
      .withRequest('POST', '/sessions', { sends: LogIn, body })
      .willRespondWith(201, Session, session)
      .executeTest(async (peers) => {
        expect(await new PasswordsClient(peers, config).logIn(body, ADDRESS)).toEqual(session);
      });
  });

  it('is told to come back while the customer is being registered', () => {
    const body = { email, password };
    return passwords
      .given('a customer with this address and password is being registered', body)
      .uponReceiving('the right address and password too early')
      .withRequest('POST', '/sessions', { sends: LogIn, body })
      .willRespondWith(503, NotYet, { headers: { 'retry-after': '1' } })
      .executeTest(async (peers) => {
        expect(await new PasswordsClient(peers, config).logIn(body, ADDRESS)).toEqual(new Later(1));
      });
  });

  it('goes on with a session', () => {
    const answer = {
      access_token: 'next-access-token',
      expires_in: 900,
      refresh_token: 'next-refresh-token',
    };
    return passwords
      .given('this refresh token is of a session', { token: REFRESH_TOKEN })
      .uponReceiving('a refresh token')
      .withRequest('POST', '/oauth/token', { sends: Refresh, body: grant, isForm: true })
      .willRespondWith(200, Refreshed, answer)
      .executeTest(async (peers) => {
        const session = {
          accessToken: 'next-access-token',
          expiresIn: 900,
          refreshToken: 'next-refresh-token',
        };
        expect(await new PasswordsClient(peers, config).refresh(REFRESH_TOKEN, ADDRESS)).toEqual(session);
      });
  });

  it('learns that a session has ended', () =>
    passwords
      .given('no session has begun')
      .uponReceiving('the refresh token of a session that has ended')
      .withRequest('POST', '/oauth/token', { sends: Refresh, body: grant, isForm: true })
      .willRespondWith(400)
      .executeTest(async (peers) => {
        expect(await new PasswordsClient(peers, config).refresh(REFRESH_TOKEN, ADDRESS)).toBeUndefined();
      }));

  it('ends a session', () => {
    const body = { token: REFRESH_TOKEN };
    return passwords
      .given('this refresh token is of a session', body)
      .uponReceiving('a log-out')
      .withRequest('POST', '/oauth/revoke', { sends: Revocation, body, isForm: true })
      .willRespondWith(200)
      .executeTest(async (peers) => {
        const client = new PasswordsClient(peers, config);
        await expect(client.logOut(REFRESH_TOKEN, ADDRESS)).resolves.toBeUndefined();
      });
  });

  it('asks for a new password', () => {
    const body = { email };
    return passwords
      .given('a customer with this address and password is registered', { email, password })
      .uponReceiving('a request for a new password')
      .withRequest('POST', '/password-resets', { sends: ResetRequest, body })
      .willRespondWith(202)
      .executeTest(async (peers) => {
        await expect(
          new PasswordsClient(peers, config).askForNewPassword(email, ADDRESS),
        ).resolves.toBeUndefined();
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
