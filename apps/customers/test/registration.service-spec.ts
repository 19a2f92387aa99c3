import { newId } from '#libs/telemetry';
import { type ServiceUnderTest, type As, TestEnvironment } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { customers } from '../src/customers.module.js';
import { ADDRESS, get, newRegistration, put, register, saidAbout, statuses } from './people.js';

const REGISTERED = 'customer.registered.v2';
const problem = (code: string) => `urn:troupe:problem:${code}`;

describe('a registration', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    service = await environment.start(customers);
  });
  afterAll(() => environment.close());

  it('creates a customer, answers with its location, and says so', async () => {
    const customerId = newId();
    const told = newRegistration();
    const answer = await put(service, customerId, told);
    expect(answer).toMatchObject({ status: 201, body: '' });
    expect(answer.headers.get('location')).toBe(`/v2/customers/${customerId}`);
    const [said, ...more] = await saidAbout(service, customerId, REGISTERED);
    expect(more).toEqual([]);
    expect(said?.attributes).toMatchObject({
      source: '/troupe/customers',
      datasubject: customerId,
      entityversion: 1,
      actor: 'signup',
      correlationid: answer.headers.get('x-correlation-id'),
    });
    const { address: _, ...snapshot } = told;
    expect(said?.body).toEqual({
      ...snapshot,
      customerId,
      emailHash: expect.any(String),
      friendHashes: [],
      resource: `/v2/customers/${customerId}`,
    });
  });

  it('says the hashes by which friends are matched, and never their addresses', async () => {
    const friend = `${newId()}@example.org`;
    const customerId = await register(service, { friends: [friend.toUpperCase()] });
    const [said] = await saidAbout(service, customerId, REGISTERED);
    const friendId = await register(service, { email: friend });
    const [friendSaid] = await saidAbout(service, friendId, REGISTERED);
    expect(said?.body.friendHashes).toEqual([friendSaid?.body.emailHash]);
    expect(JSON.stringify(said)).not.toContain(friend.split('@')[0]);
  });

  it('is done once when it is repeated', async () => {
    const customerId = newId();
    const told = newRegistration({ friends: ['ben@example.org', 'zoe@example.org'] });
    expect((await put(service, customerId, told)).status).toBe(201);
    expect((await put(service, customerId, told)).status).toBe(204);
    expect(await saidAbout(service, customerId, REGISTERED)).toHaveLength(1);
  });

  it('is done once when it is sent several times at once', async () => {
    const customerId = newId();
    const told = newRegistration();
    const answers = await Promise.all(Array.from({ length: 4 }, () => put(service, customerId, told)));
    expect(statuses(answers)).toEqual([201, 204, 204, 204]);
    expect(await saidAbout(service, customerId, REGISTERED)).toHaveLength(1);
  });

  it('creates one customer, in whichever case the id is written', async () => {
    const customerId = newId();
    const told = newRegistration();
    expect((await put(service, customerId.toUpperCase(), told)).status).toBe(201);
    expect((await put(service, customerId, told)).status).toBe(204);
    expect(await saidAbout(service, customerId, REGISTERED)).toHaveLength(1);
  });

  it('is refused with other content under the same id', async () => {
    const customerId = await register(service);
    const answer = await put(service, customerId, newRegistration());
    expect(answer).toMatchObject({ status: 412, body: { type: problem('customers.exists') } });
  });

  it('is refused for an address that is taken, in upper or lower case', async () => {
    const email = `${newId()}@example.org`;
    await register(service, { email });
    const answer = await put(service, newId(), newRegistration({ email: email.toUpperCase() }));
    expect(answer).toMatchObject({ status: 409, body: { type: problem('customers.email-taken') } });
  });

  it('succeeds once when two use one address at once', async () => {
    const told = newRegistration();
    const answers = await Promise.all([put(service, newId(), told), put(service, newId(), told)]);
    expect(statuses(answers)).toEqual([201, 409]);
  });

  it.each([
    ['an invalid address', { email: 'ada' }, '/email'],
    ['no name', { name: undefined }, '/name'],
    ['half a name', { name: { given: 'Ada' } }, '/name/family'],
    ['a blank name', { name: { given: 'Ada', family: ' ' } }, '/name/family'],
    ['a name that PostgreSQL cannot store', { name: { given: 'A\u0000da', family: 'Byron' } }, '/name/given'],
    ['a country that is not a code', { address: { ...ADDRESS, country: 'England' } }, '/address/country'],
    [
      'a city of which a character was lost',
      { address: { ...ADDRESS, city: 'Leeds \ufffd' } },
      '/address/city',
    ],
    ['a friend without a valid address', { friends: ['ben@example.org', 'zoe'] }, '/friends/1'],
    [
      'more than 100 friends',
      { friends: Array.from({ length: 101 }, (_, at) => `f${at}@example.org`) },
      '/friends',
    ],
  ])('is refused with %s', async (_what, different, pointer) => {
    const customerId = newId();
    const { status, body } = await put(service, customerId, { ...newRegistration(), ...different });
    expect({ status, type: body.type }).toEqual({ status: 400, type: problem('invalid-input') });
    expect(body.errors).toEqual([{ pointer, detail: expect.any(String) }]);
    expect((await get(service, customerId)).status).toBe(404);
  });

  it('by a later version of signup is taken without what is unknown here', async () => {
    const customerId = newId();
    const { status } = await put(service, customerId, {
      ...newRegistration(),
      emailVerified: true,
      address: { ...ADDRESS, planet: 'Mars' },
    });
    expect(status).toBe(201);
    const { body } = await get(service, customerId);
    expect(body).toMatchObject({ emailVerified: false, address: ADDRESS });
    expect(body.address).not.toHaveProperty('planet');
  });

  it('is refused for an invalid id', async () => {
    const { status, body } = await put(service, '42', newRegistration());
    expect(status).toBe(400);
    expect(body.errors).toMatchObject([{ pointer: '/param/customerId' }]);
  });

  const customerId = newId();
  it.each<[string, As | undefined, number]>([
    ['an anonymous caller', undefined, 401],
    ['the customer', { person: customerId }, 403],
    ['another service', { service: 'postal' }, 403],
    ['an operator', { operator: 'o1' }, 403],
  ])('is refused to %s', async (_who, as, status) => {
    expect((await service.put(`/v2/customers/${customerId}`, newRegistration(), { as })).status).toBe(status);
  });
});
