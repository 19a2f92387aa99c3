import { consumerPact } from '#libs/testing';
import { expect, it } from '@jest/globals';
import { PasswordsClient } from '../src/passwords.client.js';
import { signup } from '../src/signup.module.js';

consumerPact(signup, 'passwords', (passwords) => {
  const ada = '0193a1b2-7c00-7000-8000-000000000071';
  const password = 'correct horse battery';

  it('creates a credential', () =>
    passwords
      .given('no credential exists')
      .uponReceiving('a new credential')
      .withRequest('PUT', `/credentials/${ada}`, { body: { password } })
      .willRespondWith(201)
      .executeTest(async (peers) => {
        expect(await new PasswordsClient(peers).create(ada, password)).toBe(true);
      }));

  it('may repeat it', () =>
    passwords
      .given('this credential exists', { customerId: ada, password })
      .uponReceiving('a credential again')
      .withRequest('PUT', `/credentials/${ada}`, { body: { password } })
      .willRespondWith(204)
      .executeTest(async (peers) => {
        expect(await new PasswordsClient(peers).create(ada, password)).toBe(true);
      }));

  it('learns that there is another password already', () =>
    passwords
      .given('this credential exists', { customerId: ada, password: 'another password' })
      .uponReceiving('a credential with another password')
      .withRequest('PUT', `/credentials/${ada}`, { body: { password } })
      .willRespondWith(412)
      .executeTest(async (peers) => {
        expect(await new PasswordsClient(peers).create(ada, password)).toBe(false);
      }));
});
