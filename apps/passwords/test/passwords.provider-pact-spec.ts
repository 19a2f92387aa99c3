import { newId } from '#libs/telemetry';
import {
  accepted,
  eventually,
  facts,
  type ServiceUnderTest,
  message,
  TestEnvironment,
  verifyProvider,
} from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { sendForm } from './people.js';
import { passwords } from '../src/passwords.module.js';
import { hashOf } from '../src/refresh-token.js';

describe('passwords', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    service = await environment.start(passwords);
  });
  afterAll(() => environment.close());

  const password = 'correct horse battery';
  const forgetAll = () => sql`delete from credential`.execute(service.database.query);

  const choose = async ({ customerId, password }: Record<string, string>) => {
    await forgetAll();
    const as = { service: 'signup' };
    accepted(await service.put(`/credentials/${customerId}`, { password }, { as }));
  };

  const hear = (type: string, data: object, attributes = {}) =>
    environment.deliver('customers', service, message(type, data, attributes));

  const factsAbout = (customerId: string, more: object = {}) =>
    facts({ customerId, subject: customerId, datasubject: customerId, ...more });
  /** By an event of this version. */
  const activateBy = async (type: string, entityversion: number) => {
    const customerId = newId();
    await choose({ customerId, password });
    const events = [
      { customerId, entityversion },
      { customerId, entityversion }, // this one and the rest say nothing
      { customerId, entityversion: entityversion + 1 },
      { customerId: newId(), entityversion },
    ];
    for (const { entityversion, ...about } of events)
      await hear(type, { ...about, email: `${about.customerId}@example.org` }, { entityversion });
    return factsAbout(customerId, { entityversion });
  };
  const forget = async () => {
    const customerId = newId();
    await hear('customer.erased.v1', { customerId });
    return factsAbout(customerId);
  };

  const registered = async () => {
    const customerId = newId();
    const email = `${customerId}@example.org`;
    await choose({ customerId, password });
    await hear('customer.registered.v1', { customerId, email }, { entityversion: 1 });
    return { customerId, email, facts: factsAbout(customerId, { email }) };
  };
  /** Asks for a link to set a new password, and returns the id of the request. */
  const requestReset = async (customerId: string, email: string): Promise<string> => {
    accepted(await service.post('/password-resets', { email }));
    return eventually(async () => {
      const said = await service.said('credential.reset-requested.v1');
      return said.find(({ body }) => body.customerId === customerId)?.body.requestId as string | undefined;
    });
  };
  const resetRequested = async () => {
    const { customerId, email } = await registered();
    accepted(await service.post('/password-resets', { email: 'nobody@example.org' }));
    return factsAbout(customerId, { email, requestId: await requestReset(customerId, email) });
  };
  const changePassword = (customerId: string, oldPassword: string) => {
    const body = { oldPassword, newPassword: `${password}!` };
    return service.put(`/credentials/${customerId}/password`, body, { as: { person: customerId } });
  };
  const changedByOldPassword = async () => {
    const { customerId, facts } = await registered();
    await changePassword(newId(), password); // this one and the next one say nothing
    await changePassword(customerId, 'another one');
    accepted(await changePassword(customerId, password));
    return facts;
  };
  const changedByLink = async () => {
    const { customerId, email, facts } = await registered();
    const requestId = await requestReset(customerId, email);
    const { body } = await service.get(`/reset-links/${requestId}`, { as: { service: 'email' } });
    const { pathname } = new URL(body.link);
    accepted(await sendForm(service, pathname, { password: `${password}!` }));
    return facts;
  };
  const tokenReused = async () => {
    const { email, facts } = await registered();
    const { body } = await service.post('/sessions', { email, password });
    const refresh = (token: string) =>
      sendForm(service, '/oauth/token', { grant_type: 'refresh_token', refresh_token: token });
    await service.post('/sessions', { email: `nobody-${email}`, password }); // these three say nothing
    await refresh('unknown');
    await refresh(body.refreshToken);
    await refresh((await refresh(body.refreshToken)).body.refresh_token);
    await refresh(body.refreshToken);
    return facts;
  };
  /** A request with this id, whose link can be asked for. */
  const requested = async ({ requestId }: Record<string, string>) => {
    const { customerId } = await registered();
    await sql`insert into password_reset (id, customer_id) values (${requestId}, ${customerId})`.execute(
      service.database.query,
    );
  };

  /** Somebody who can log in by this address, with a password that is the usual one unless told. */
  const canLogIn = async ({ email, password: chosen = password }: Record<string, string>) => {
    const customerId = newId();
    await choose({ customerId, password: chosen });
    await hear('customer.registered.v1', { customerId, email }, { entityversion: 1 });
  };

  /** A session that has this refresh token. */
  const hasSession = async ({ token = '' }: Record<string, string>) => {
    const { customerId } = await registered();
    const sessionId = newId();
    const { query } = service.database;
    await sql`insert into session (id, customer_id) values (${sessionId}, ${customerId})`.execute(query);
    await sql`insert into refresh_token (hash, session_id) values (${hashOf(token)}, ${sessionId})`.execute(
      query,
    );
  };
  const endSessions = () => sql`delete from session`.execute(service.database.query);

  /** Somebody whose registration has not been heard of yet. */
  const willLogIn = async ({ email, password }: Record<string, string>) => {
    await forgetAll();
    const as = { service: 'signup' };
    accepted(await service.put(`/credentials/${newId()}`, { password, email }, { as }));
  };

  const states = {
    'this refresh token is of a session': hasSession,
    'no session has begun': endSessions,
    'a customer with this address and password is being registered': willLogIn,
    'a customer with this address and password is registered': canLogIn,
    'a customer with this address and another password is registered': canLogIn,
    'credential.reset-requested.v1 has been published': resetRequested,
    'credential.password-changed.v1 has been published': {
      'by the old password': changedByOldPassword,
      'by a link': changedByLink,
    },
    'credential.token-reused.v1 has been published': tokenReused,
    'a new password has been requested': requested,
    'no new password has been requested': forgetAll,
    'credential.activated.v1 has been published': {
      'by a registration': () => activateBy('customer.registered.v1', 1),
      'by a change that came first': () => activateBy('customer.changed.v1', 2),
    },
    'credential.customer-forgotten.v1 has been published': forget,
    'no credential exists': forgetAll,
    'this credential exists': choose,
    'this credential exists with another password': choose,
  };

  /** Each is tried by a service test. */
  const untaken = {
    "sessions.ts: !known || outcome === 'unknown' is never true":
      'a session ended between two statements of one request',
    'sessions.ts: !known is never true': 'a session ended between two statements of one request',
    'refresh-token.ts: !token?.isAlive is never true': 'the session of the token has ended by itself',
    'refresh-token.ts: token.isRecent is never false':
      'takes longer than the time in which an exchange may be repeated',
    'sessions.ts: owner?.email is never false': 'a session begins only once the address is known',
    'password-changes.ts: !owner?.email is never true':
      'a customer without an address has no password to replace',
    'password-changes.ts: await this.store.hashOf(tx, customerId) !== known is never true':
      'two changes at the same moment',
  };

  it('keeps its pacts', async () => {
    expect(await verifyProvider(service, { states, untaken })).not.toEqual([]);
  });
});
