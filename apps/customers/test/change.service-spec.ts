import { newId } from '#libs/telemetry';
import { type ServiceUnderTest, type As, TestEnvironment } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { up } from '../src/migrations/0002-canonical-texts.js';
import { customers } from '../src/customers.module.js';
import { ADDRESS, get, newRegistration, patch, put, register, saidAbout, statuses, tag } from './people.js';

const CHANGED = 'customer.changed.v1';
const problem = (code: string) => `urn:troupe:problem:${code}`;

describe('a customer', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    service = await environment.start(customers);
  });
  afterAll(() => environment.close());

  it('can read their own data, with a strong ETag and without internal fields', async () => {
    const email = `${newId()}@example.org`;
    const customerId = await register(service, { email, friends: ['ben@example.org'] });
    const answer = await get(service, customerId);
    const { friends: _, ...shown } = newRegistration({ email });
    expect(answer).toMatchObject({ status: 200 });
    expect(answer.body).toEqual({ ...shown, customerId, emailVerified: false });
    expect(answer.headers.get('etag')).toMatch(/^"1-[\w-]{11}"$/);
    expect(answer.headers.get('cache-control')).toBe('private, no-cache');
  });

  it('is not sent again to a caller who has the version', async () => {
    const customerId = await register(service);
    const held = await tag(service, customerId);
    expect(await get(service, customerId, { 'if-none-match': held })).toMatchObject({
      status: 304,
      body: '',
    });
    const changed = await patch(service, customerId, { name: { given: 'Augusta' } }, held);
    expect(changed.status).toBe(200);
    const fresh = await get(service, customerId, { 'if-none-match': held });
    expect(fresh).toMatchObject({ status: 200, body: { name: { given: 'Augusta', family: 'Byron' } } });
    expect(fresh.headers.get('etag')).toBe(changed.headers.get('etag'));
  });

  it.each<[string, As | undefined, number]>([
    ['the service postal', { service: 'postal' }, 200],
    ['the service passwords', { service: 'passwords' }, 200],
    ['another service', { service: 'loyalty' }, 403],
    ['another customer', { person: newId() }, 404],
    ['an anonymous caller', undefined, 401],
  ])('can be read by %s as far as allowed', async (_who, as, status) => {
    const customerId = await register(service);
    expect((await service.get(`/v2/customers/${customerId}`, { as })).status).toBe(status);
  });

  it('is changed by a caller who knows the version, and the event names what changed', async () => {
    const customerId = await register(service);
    const wanted = { name: { given: 'Ada', family: 'King' }, address: { ...ADDRESS, line2: 'Flat 2' } };
    const answer = await patch(service, customerId, wanted, '*');
    expect(answer).toMatchObject({ status: 200, body: { ...wanted, customerId } });
    expect(answer.headers.get('etag')).toMatch(/^"2-/);
    expect(answer.headers.get('etag')).toBe(await tag(service, customerId));
    expect((await get(service, customerId)).body).toEqual(answer.body);
    const [said, ...more] = await saidAbout(service, customerId, CHANGED);
    expect(more).toEqual([]);
    expect(said?.body).toMatchObject({ familyName: 'King', resource: `/v1/customers/${customerId}` });
    expect(said?.body.changed.sort()).toEqual(['address', 'familyName']);
    expect(said?.body).not.toHaveProperty('address');
    expect(said?.attributes).toMatchObject({ entityversion: 2, datasubject: customerId, actor: customerId });
  });

  it('is changed by a merge patch, in whose objects null removes what may be missing', async () => {
    const customerId = await register(service, { address: { ...ADDRESS, line2: 'Flat 2' } });
    const path = `/v2/customers/${customerId}`;
    const headers = { 'content-type': 'application/merge-patch+json', 'if-match': '*' };
    const merge = (body: object) =>
      service.request('PATCH', path, { as: { person: customerId }, body, headers });
    expect((await merge({ address: { city: 'York' } })).body.address).toEqual({
      ...ADDRESS,
      city: 'York',
      line2: 'Flat 2',
    });
    expect((await merge({ address: { line2: null } })).body.address).toEqual({ ...ADDRESS, city: 'York' });
    const changes = (await saidAbout(service, customerId, CHANGED)).map(({ body }) => body.changed);
    expect(changes).toEqual([['address'], ['address']]);
  });

  it('keeps the version and says nothing when nothing differs', async () => {
    const customerId = await register(service);
    const held = await tag(service, customerId);
    const answer = await patch(service, customerId, { name: { given: 'Ada' }, address: ADDRESS }, held);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('etag')).toBe(held);
    expect(await saidAbout(service, customerId, CHANGED)).toEqual([]);
  });

  it('is not changed without If-Match', async () => {
    const customerId = await register(service);
    const answer = await patch(service, customerId, { name: { given: 'Eve' } });
    expect(answer).toMatchObject({ status: 428, body: { type: problem('precondition-required') } });
    const inV1 = await service.request('PATCH', `/v1/customers/${customerId}`, {
      as: { person: customerId },
      body: { givenName: 'Eve' },
    });
    expect(inV1).toMatchObject({ status: 428, body: { type: problem('precondition-required') } });
  });

  it('is not changed by a caller who knows an old version', async () => {
    const customerId = await register(service);
    const held = await tag(service, customerId);
    await patch(service, customerId, { name: { given: 'Augusta' } }, held);
    const answer = await patch(service, customerId, { name: { given: 'Eve' } }, held);
    expect(answer).toMatchObject({ status: 412, body: { type: problem('customers.changed-meanwhile') } });
    expect((await get(service, customerId)).body.name.given).toBe('Augusta');
    expect(await saidAbout(service, customerId, CHANGED)).toHaveLength(1);
  });

  it('is not changed by a caller who knows the same version of another history', async () => {
    const customerId = await register(service);
    const lost = await patch(service, customerId, { name: { given: 'Lost' } }, '*');
    // As after a restore of a backup from before that change.
    await sql`update customer set given_name = 'Other', version = 2 where id = ${customerId}`.execute(
      service.database.query,
    );
    const held = lost.headers.get('etag') ?? '';
    expect((await get(service, customerId, { 'if-none-match': held })).body.name.given).toBe('Other');
    expect((await patch(service, customerId, { name: { given: 'Eve' } }, held)).status).toBe(412);
  });

  it('is changed once when several change the same version at once', async () => {
    const customerId = await register(service);
    const names = ['Augusta', 'Annabella', 'Anne', 'Eve'];
    const held = await tag(service, customerId);
    const answers = await Promise.all(
      names.map((given) => patch(service, customerId, { name: { given } }, held)),
    );
    expect(statuses(answers)).toEqual([200, 412, 412, 412]);
    const winner = answers.find(({ status }) => status === 200);
    expect((await get(service, customerId)).body).toEqual(winner?.body);
    expect(await saidAbout(service, customerId, CHANGED)).toHaveLength(1);
  });

  it('cannot take the address of another customer', async () => {
    const email = `${newId()}@example.org`;
    await register(service, { email });
    const customerId = await register(service);
    const answer = await patch(service, customerId, { email, name: { given: 'Eve' } }, '*');
    const detail =
      'A customer with this e-mail address exists: use another address, or log in as that customer.';
    expect(answer).toMatchObject({ status: 409, body: { type: problem('customers.email-taken'), detail } });
    expect((await get(service, customerId)).body.name.given).toBe('Ada');
    expect(await saidAbout(service, customerId, CHANGED)).toEqual([]);
  });

  it('frees an address that they no longer use', async () => {
    const email = `${newId()}@example.org`;
    const customerId = await register(service, { email });
    expect((await patch(service, customerId, { email: `${newId()}@example.org` }, '*')).status).toBe(200);
    expect((await put(service, newId(), newRegistration({ email }))).status).toBe(201);
  });

  it.each([
    ['nothing', {}, ''],
    ['a field that callers must not set', { emailVerified: true }, '/emailVerified'],
    ['friends', { friends: [] }, '/friends'],
    ['an address to an invalid one', { email: 'ada' }, '/email'],
    ['a name to an empty one', { name: {} }, '/name'],
    ['half a name to blanks', { name: { given: ' ' } }, '/name/given'],
    [
      'an address to a country that does not exist',
      { address: { ...ADDRESS, country: 'ZZ' } },
      '/address/country',
    ],
    ['a name to a link', { name: { given: 'www.evil.example' } }, '/name/given'],
    ['an address to one without a city', { address: { city: null } }, '/address/city'],
    ['a misspelt part of an address', { address: { town: 'York' } }, '/address/town'],
  ])('cannot change %s', async (_what, wanted, pointer) => {
    const customerId = await register(service);
    const { status, body } = await patch(service, customerId, wanted, '*');
    expect(status).toBe(400);
    expect(body.errors[0]).toEqual({ pointer, detail: expect.any(String) });
  });

  it.each<[string, As, number]>([
    ['another customer', { person: newId() }, 404],
    ['a service', { service: 'signup' }, 403],
    ['an operator', { operator: 'o1' }, 403],
  ])('is not changed by %s', async (_who, as, status) => {
    const path = `/v2/customers/${await register(service)}`;
    const request = { as, body: { name: { given: 'Eve' } }, headers: { 'if-match': '*' } };
    expect((await service.request('PATCH', path, request)).status).toBe(status);
  });

  it('of an earlier version gets the canonical form of new ones, and a new version', async () => {
    const { query } = environment.database('customers');
    const [old, fine] = [await register(service), await register(service)];
    await sql`
      update customer set given_name = ${'Zoe\u0308\u202e'}, family_name = ${'\u3164'},
        address = ${JSON.stringify({ ...ADDRESS, city: 'Upper\u00a0 Leeds', country: 'ZZ' })}
      where id = ${old}`.execute(query);
    await up(query);
    const answer = await get(service, old);
    expect(answer.body).toMatchObject({
      name: { given: 'Zoë', family: '\u3164' },
      address: { ...ADDRESS, city: 'Upper Leeds', country: 'ZZ' },
    });
    const [changed, kept] = [await tag(service, old), await tag(service, fine)];
    expect([changed, kept]).toEqual([expect.stringMatching(/^"2-/), expect.stringMatching(/^"1-/)]);
    await up(query);
    expect(await tag(service, old)).toBe(changed);
  });
});
