import { newId } from '#libs/telemetry';
import { type ServiceUnderTest, TestEnvironment } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { customers } from '../src/customers.module.js';
import { ADDRESS, get, patch, register, saidAbout, tag } from './people.js';

describe('V1 of customers', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    service = await environment.start(customers);
  });
  afterAll(() => environment.close());

  const registration = () => ({
    email: `${newId()}@example.org`,
    givenName: 'Ada',
    familyName: 'Byron',
    address: ADDRESS,
  });
  const put = (customerId: string, body: object) =>
    service.put(`/v1/customers/${customerId}`, body, { as: { service: 'signup' } });
  const show = (customerId: string, headers = {}) =>
    service.get(`/v1/customers/${customerId}`, { as: { person: customerId }, headers });
  const change = (customerId: string, body: object, ifMatch = '*') =>
    service.request('PATCH', `/v1/customers/${customerId}`, {
      as: { person: customerId },
      body,
      headers: { 'if-match': ifMatch },
    });

  it('registers a customer that V2 shows, and answers with the location in V1', async () => {
    const customerId = newId();
    const { givenName, familyName, ...told } = registration();
    const answer = await put(customerId, { ...told, givenName, familyName });
    expect(answer).toMatchObject({ status: 201, body: '' });
    expect(answer.headers.get('location')).toBe(`/v1/customers/${customerId}`);
    expect((await put(customerId, { ...told, givenName, familyName })).status).toBe(204);
    expect((await put(customerId, { ...told, givenName, familyName: 'King' })).status).toBe(412);
    const rest = { ...told, customerId, emailVerified: false };
    const name = { given: givenName, family: familyName };
    expect((await get(service, customerId)).body).toEqual({ ...rest, name });
    expect((await show(customerId)).body).toEqual({ ...rest, givenName, familyName });
  });

  it('says each version once, and V1 in its old fields', async () => {
    const customerId = newId();
    const { address: _, ...told } = registration();
    const answer = await put(customerId, { ...told, address: ADDRESS });
    for (const version of ['v1', 'v2']) {
      const said = await saidAbout(service, customerId, `customer.registered.${version}`);
      expect(said).toHaveLength(1);
      expect(said[0]?.attributes).toMatchObject({
        correlationid: answer.headers.get('x-correlation-id'),
        datasubject: customerId,
        entityversion: 1,
      });
    }
    const [{ body } = { body: {} }] = await saidAbout(service, customerId, 'customer.registered.v1');
    expect(body).toEqual({
      ...told,
      customerId,
      emailHash: expect.any(String),
      friendHashes: [],
      resource: `/v1/customers/${customerId}`,
    });
  });

  it('changes one part of the name, and shows both', async () => {
    const customerId = await register(service);
    const answer = await change(customerId, { givenName: 'Augusta' });
    expect(answer).toMatchObject({ status: 200, body: { givenName: 'Augusta', familyName: 'Byron' } });
    expect(answer.headers.get('etag')).toBe(await tag(service, customerId));
    expect((await get(service, customerId)).body.name).toEqual({ given: 'Augusta', family: 'Byron' });
    const [said] = await saidAbout(service, customerId, 'customer.changed.v1');
    expect(said?.body).toMatchObject({ givenName: 'Augusta', changed: ['givenName'] });
  });

  it('shows what V2 has changed, with the same ETag', async () => {
    const customerId = await register(service);
    const old = await tag(service, customerId);
    await patch(service, customerId, { name: { family: 'King' } }, old);
    expect(await show(customerId)).toMatchObject({ status: 200, body: { familyName: 'King' } });
    expect((await show(customerId, { 'if-none-match': await tag(service, customerId) })).status).toBe(304);
    expect((await change(customerId, { familyName: 'Byron' }, old)).status).toBe(412);
  });

  it.each([
    ['no name', { givenName: undefined }, '/givenName'],
    ['a blank name', { familyName: ' ' }, '/familyName'],
    ['a friend without a valid address', { friends: ['zoe'] }, '/friends/0'],
  ])('refuses a registration with %s in its own fields', async (_what, different, pointer) => {
    const { status, body } = await put(newId(), { ...registration(), ...different });
    expect(status).toBe(400);
    expect(body.errors).toEqual([{ pointer, detail: expect.any(String) }]);
  });

  it.each([
    ['nothing', {}, ''],
    ['a blank name', { givenName: '' }, '/givenName'],
    ['a name of V2', { name: { given: 'Ada' } }, '/name'],
    ['friends', { friends: [] }, '/friends'],
  ])('refuses to change %s in its own fields', async (_what, wanted, pointer) => {
    const { status, body } = await change(await register(service), wanted);
    expect(status).toBe(400);
    expect(body.errors[0]).toEqual({ pointer, detail: expect.any(String) });
  });

  it('erases a customer', async () => {
    const customerId = await register(service);
    const as = { person: customerId };
    expect((await service.request('DELETE', `/v1/customers/${customerId}`, { as })).status).toBe(204);
    expect((await get(service, customerId)).status).toBe(404);
  });

  it('says when it ends, and names its successor', async () => {
    const customerId = await register(service);
    const { headers } = await show(customerId);
    expect(headers.get('deprecation')).toBe('@1793491200');
    expect(headers.get('sunset')).toBe('Sat, 01 May 2027 00:00:00 GMT');
    expect(headers.get('link')).toContain(`</v2/customers/${customerId}>; rel="successor-version"`);
  });

  it('has its own schemas in the OpenAPI document', async () => {
    const { paths, components } = (await service.get('/openapi.json')).body;
    const fieldsOf = (path: string, method: string) => {
      const { requestBody, responses } = paths[path][method];
      const { schema } = (requestBody ?? responses[200]).content['application/json'];
      return Object.keys(components.schemas[schema.$ref.split('/').at(-1)].properties);
    };
    for (const method of ['put', 'patch', 'get']) {
      expect(fieldsOf('/v1/customers/{customerId}', method)).toContain('givenName');
      expect(fieldsOf('/v2/customers/{customerId}', method)).toContain('name');
    }
  });
});
