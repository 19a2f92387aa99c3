import { newId } from '#libs/telemetry';
import { type ServiceUnderTest, type As, TestEnvironment } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { customers } from '../src/customers.module.js';
import { eraseAgain } from '../src/erase-again.js';
import { get, newRegistration, patch, put, register, saidAbout, statuses } from './people.js';

describe('an erased customer', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    service = await environment.start(customers);
  });
  afterAll(() => environment.close());

  const erase = (customerId: string, as: As | undefined = { person: customerId }) =>
    service.request('DELETE', `/v2/customers/${customerId}`, { as });

  it('is gone, and one event says so', async () => {
    const customerId = await register(service);
    expect(await erase(customerId)).toMatchObject({ status: 204, body: '' });
    expect((await get(service, customerId)).status).toBe(404);
    expect((await patch(service, customerId, { name: { given: 'Eve' } }, '*')).status).toBe(404);
    expect((await erase(customerId)).status).toBe(404);
    const [said, ...more] = await saidAbout(service, customerId, 'customer.erased.v1');
    expect(more).toEqual([]);
    expect(said).toMatchObject({ body: { customerId } });
    expect(said?.attributes).not.toHaveProperty('datasubject'); // or services that have forgotten the customer would drop it
  });

  it('leaves nothing about them in the events that were said', async () => {
    const email = `${newId()}@example.org`;
    const customerId = await register(service, { email });
    const other = await register(service);
    await patch(service, customerId, { name: { family: 'King' } }, '*');
    await erase(customerId);
    const { rows } = await sql<{ type: string; body: unknown }>`
      select type, body from messaging.outbox where subject = ${customerId} order by seq`.execute(
      service.database.query,
    );
    expect(rows).toEqual([
      { type: 'customer.registered.v2', body: null },
      { type: 'customer.registered.v1', body: null },
      { type: 'customer.changed.v1', body: null },
      { type: 'customer.erased.v1', body: { customerId } },
    ]);
    const { rows: kept } = await sql`
      select 1 from messaging.outbox where concat(attributes, body) ilike ${`%${email}%`}`.execute(
      service.database.query,
    );
    expect(kept).toEqual([]);
    expect((await saidAbout(service, other, 'customer.registered.v1'))[0]?.body).toMatchObject({
      customerId: other,
    });
  });

  it('does not come back by a late registration', async () => {
    const customerId = await register(service);
    await erase(customerId);
    const late = await put(service, customerId, newRegistration());
    expect(late).toMatchObject({ status: 410, body: { type: 'urn:troupe:problem:erased' } });
    expect((await get(service, customerId)).status).toBe(404);
  });

  it.each(['/v2/customers', '/v1/customers'])(
    'is not erased by who read an older version (%s)',
    async (path) => {
      const customerId = await register(service);
      const eraseAs = (ifMatch: string) =>
        service.request('DELETE', `${path}/${customerId}`, {
          as: { person: customerId },
          headers: { 'if-match': ifMatch },
        });
      const { headers } = await get(service, customerId);
      await patch(service, customerId, { name: { family: 'King' } }, '*');
      expect(await eraseAs(headers.get('etag')!)).toMatchObject({
        status: 412,
        body: { type: 'urn:troupe:problem:customers.changed-meanwhile' },
      });
      expect((await eraseAs((await get(service, customerId)).headers.get('etag')!)).status).toBe(204);
    },
  );

  it('frees their address', async () => {
    const email = `${newId()}@example.org`;
    await erase(await register(service, { email }));
    const customerId = await register(service, { email });
    expect((await get(service, customerId)).body).toMatchObject({ email, emailVerified: false });
  });

  it('is erased once by two requests at once', async () => {
    const customerId = await register(service);
    const answers = await Promise.all([erase(customerId), erase(customerId)]);
    expect(statuses(answers)).toEqual([204, 404]);
    expect(await saidAbout(service, customerId, 'customer.erased.v1')).toHaveLength(1);
  });

  it.each<[string, As, number]>([
    ['an operator', { operator: 'o1' }, 204],
    ['another customer', { person: newId() }, 404],
    ['a service', { service: 'signup' }, 403],
  ])('is erased for %s only when allowed', async (_who, as, status) => {
    const customerId = await register(service);
    expect((await erase(customerId, as)).status).toBe(status);
    expect((await get(service, customerId)).status).toBe(status === 204 ? 404 : 200);
  });

  describe('whom a restored backup brought back', () => {
    const again = async (ids: string) => {
      const told: string[] = [];
      const say = {
        log: (line: string) => void told.push(line),
        error: (line: string) => void told.push(line),
      };
      const code = await eraseAgain(ids, environment.settingsOf(customers), say);
      return { code, told: told.join() };
    };

    it('is erased again and said to be, even when only another service knows them', async () => {
      const [here, elsewhere, other] = [await register(service), newId(), await register(service)];
      expect(await again(`${here}\n${elsewhere}\n`)).toEqual({
        code: 0,
        told: expect.stringMatching(/^2 customers are erased again/),
      });
      expect((await get(service, here)).status).toBe(404);
      expect((await put(service, elsewhere, newRegistration())).status).toBe(410);
      expect((await get(service, other)).status).toBe(200);
      for (const customerId of [here, elsewhere])
        expect(await saidAbout(service, customerId, 'customer.erased.v1')).toHaveLength(1);
    });

    it('is counted once, however often and however the id is written', async () => {
      const [back, gone] = [await register(service), newId()];
      expect(await again(`${back}\n${back.toUpperCase()}\n${gone}\n${back}\n`)).toEqual({
        code: 0,
        told: '2 customers are erased again, 1 of whom had come back; the other services follow as soon as they run.',
      });
      expect(await saidAbout(service, back, 'customer.erased.v1')).toHaveLength(1);
      expect((await again(`${back}\n`)).told).toMatch(
        /^1 customer is erased again, 0 of whom had come back;/,
      );
      expect((await again('')).told).toMatch(/^0 customers are erased again, 0 of whom had come back;/);
    });

    it('is not erased when a line is not an id, nor is anyone else', async () => {
      const customerId = await register(service);
      expect(await again(`${customerId}\nann@example.com\n`)).toEqual({
        code: 1,
        told: 'No customer was erased: these lines are not customer ids: 2. Give one UUID per line.',
      });
      expect(await again('nobody\n'.repeat(8))).toMatchObject({
        told: expect.stringContaining('not customer ids: 1, 2, 3, 4, 5 and 3 more. Give'),
      });
      expect((await get(service, customerId)).status).toBe(200);
    });
  });
});
