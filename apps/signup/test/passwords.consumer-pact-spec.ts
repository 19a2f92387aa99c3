import { consumerPact, regex } from '#tooling/testing';
import { expect, it } from '@jest/globals';
import { NewCredential, PasswordsClient } from '../src/passwords.client.js';
import { signup } from '../src/signup.module.js';

consumerPact(signup, 'passwords', (passwords) => {
  const ada = '0193a1b2-7c00-7000-8000-000000000071';
  const email = 'ada@example.org';
  const password = 'correct horse battery';

  const credential = regex(/^\/credentials\/[0-9a-f-]{36}$/, `/credentials/${ada}`);

  it('creates a credential', () =>
    passwords
      .given('no credential exists')
      .uponReceiving('a new credential')
      .withRequest('PUT', credential, { sends: NewCredential, body: { email, password } })
      .willRespondWith(201)
      .executeTest(async (peers) => {
        expect(await new PasswordsClient(peers).create(ada, { email, password })).toBe(true);
      }));

  it('repeats it', () =>
    passwords
      .given('this credential exists', { customerId: ada, password })
      .uponReceiving('a credential again')
      .withRequest('PUT', credential, { sends: NewCredential, body: { email, password } })
      .willRespondWith(204)
      .executeTest(async (peers) => {
        expect(await new PasswordsClient(peers).create(ada, { email, password })).toBe(true);
      }));

  it('learns that the id has another password', () =>
    passwords
      .given('this credential exists with another password', {
        customerId: ada,
        password: 'another password',
      })
      .uponReceiving('a credential with another password')
      .withRequest('PUT', credential, { sends: NewCredential, body: { email, password } })
      .willRespondWith(412)
      .executeTest(async (peers) => {
        expect(await new PasswordsClient(peers).create(ada, { email, password })).toBe(false);
      }));
});
