import { newId } from '#libs/telemetry';
import { type ServiceUnderTest, type As, eventually, message, TestEnvironment } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { passwords } from '../src/passwords.module.js';
import {
  changed,
  credential,
  erased,
  logIn,
  newEmail,
  PASSWORD,
  put,
  register,
  registered,
  saidAbout,
  tell,
} from './people.js';

const ACTIVATED = 'credential.activated.v1';

describe('a credential', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    service = await environment.start(passwords);
  });
  afterAll(() => environment.close());

  const granted = async (email: string) => (await logIn(service, email)).status === 201;

  it('is created once, however often it is sent', async () => {
    const customerId = newId();
    expect(await put(service, customerId, { password: PASSWORD })).toMatchObject({ status: 201, body: '' });
    const made = await credential(service, customerId);
    expect(await put(service, customerId, { password: PASSWORD })).toMatchObject({ status: 204, body: '' });
    expect(await credential(service, customerId)).toEqual(made);
  });

  it('is created once when it is sent twice at once', async () => {
    const customerId = newId();
    const answers = await Promise.all([1, 2].map(() => put(service, customerId, { password: PASSWORD })));
    expect(answers.map(({ status }) => status)).toEqual(expect.arrayContaining([201, 204]));
  });

  it('is not replaced by another password', async () => {
    const customerId = newId();
    await put(service, customerId, { password: PASSWORD });
    const answer = await put(service, customerId, { password: `${PASSWORD}!` });
    expect(answer).toMatchObject({ status: 412, body: { type: 'urn:troupe:problem:passwords.exists' } });
  });

  it('leaves the password in no table, log line or span', async () => {
    const password = `secret-${newId()}`;
    const { customerId, email } = await register(environment, service);
    await put(service, customerId, { password });
    await put(service, newId(), { password });
    await logIn(service, email, password);
    const spans = environment.spans
      .getFinishedSpans()
      .map(({ name, attributes, events }) => ({ name, attributes, events }));
    expect(JSON.stringify([environment.logs, spans, await credential(service, customerId)])).not.toContain(
      password,
    );
  });

  it.each([
    ['a short password', { password: '1234567' }, '/password'],
    ['a password of seven emoji', { password: '🦊'.repeat(7) }, '/password'],
    ['a password over 256 characters', { password: 'a'.repeat(257) }, '/password'],
    ['no password', {}, '/password'],
    ['an invalid address', { password: PASSWORD, email: 'ada' }, '/email'],
  ])('is refused with %s', async (_what, body, pointer) => {
    const answer = await put(service, newId(), body);
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toEqual([{ pointer, detail: expect.any(String) }]);
  });

  it('may have 256 characters of any kind', async () => {
    expect((await put(service, newId(), { password: '🦊'.repeat(256) })).status).toBe(201);
  });

  const customerId = newId();
  it.each<[string, As | undefined, number]>([
    ['an anonymous caller', undefined, 401],
    ['the customer', { person: customerId }, 403],
    ['another service', { service: 'customers' }, 403],
    ['an operator', { operator: 'o1' }, 403],
  ])('cannot be created by %s', async (_who, as, status) => {
    const answer = await service.put(`/credentials/${customerId}`, { password: PASSWORD }, { as });
    expect(answer.status).toBe(status);
    expect(await credential(service, customerId)).toBeUndefined();
  });

  it('does not work until the customer is registered, and says when it does', async () => {
    const [customerId, email] = [newId(), newEmail()];
    await put(service, customerId, { password: PASSWORD });
    expect(await granted(email)).toBe(false);
    expect(await granted('')).toBe(false);
    expect(await saidAbout(service, customerId, ACTIVATED)).toEqual([]);
    await tell(environment, service, registered(customerId, email));
    expect(await granted(email)).toBe(true);
    const [said, ...more] = await saidAbout(service, customerId, ACTIVATED);
    expect(more).toEqual([]);
    expect(said).toMatchObject({
      body: { customerId },
      attributes: { datasubject: customerId, entityversion: 1 },
    });
  });

  it('is activated once, even when an event is delivered or said twice', async () => {
    const { customerId, email } = await register(environment, service);
    const event = registered(customerId, email);
    await tell(environment, service, event, event);
    expect(await saidAbout(service, customerId, ACTIVATED)).toHaveLength(1);
  });

  it('follows the customer to a changed address', async () => {
    const { customerId, email } = await register(environment, service);
    const next = newEmail();
    await tell(environment, service, changed(customerId, next, 2));
    expect([await granted(email), await granted(next)]).toEqual([false, true]);
    expect(await saidAbout(service, customerId, ACTIVATED)).toHaveLength(1);
  });

  it('keeps the newest address, in whatever order the events arrive', async () => {
    const [customerId, first, second, third] = [newId(), newEmail(), newEmail(), newEmail()];
    await put(service, customerId, { password: PASSWORD });
    await tell(environment, service, changed(customerId, third, 3), changed(customerId, second, 2));
    await tell(environment, service, registered(customerId, first), changed(customerId, second, 3));
    expect([await granted(first), await granted(second), await granted(third)]).toEqual([false, false, true]);
    expect(await saidAbout(service, customerId, ACTIVATED)).toHaveLength(1);
  });

  it('works for the customer who has the address now', async () => {
    const { email } = await register(environment, service);
    const next = await register(environment, service, email);
    const { body } = await logIn(service, email);
    expect(JSON.parse(Buffer.from(body.accessToken.split('.')[1], 'base64url').toString()).sub).toBe(
      next.customerId,
    );
  });

  it('is gone with an erased customer, and does not come back by a late event', async () => {
    const { customerId, email } = await register(environment, service);
    await tell(
      environment,
      service,
      erased(customerId),
      changed(customerId, email, 2),
      registered(customerId, email),
    );
    expect(await granted(email)).toBe(false);
    expect(await credential(service, customerId)).toBeUndefined();
    expect(await saidAbout(service, customerId, 'credential.customer-forgotten.v1')).toMatchObject([
      { body: { customerId } },
    ]);
    expect(await saidAbout(service, customerId, ACTIVATED)).toMatchObject([{ body: null }]);
  });

  it('stays the same when an event is malformed, which goes to the hospital', async () => {
    const customerId = newId();
    await put(service, customerId, { password: PASSWORD });
    const broken = message('customer.registered.v1', { customerId, email: 'none' });
    await environment.publish('customers', broken);
    const patient = await eventually(async () =>
      (await service.patients()).find(({ id }) => id === broken.id),
    );
    expect(patient).toMatchObject({ reason: 'malformed', attempts: 1 });
    expect(await credential(service, customerId)).toMatchObject({ email: null });
  });

  it('is stored by a service that is alive and ready', async () => {
    expect((await service.get('/health/live')).status).toBe(200);
    await service.untilReady();
  });
});
