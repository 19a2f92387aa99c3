import { newId } from '#libs/telemetry';
import { eventually, message } from '#tooling/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { ann } from './fixtures/ann.js';
import { FREE, type Person, SignupFixture, TAKEN } from './fixtures/signup-fixture.js';

const keyed = () => ({ 'idempotency-key': newId() });

describe('signing up again', () => {
  let fixture: SignupFixture;

  beforeAll(async () => {
    fixture = await SignupFixture.open();
  });
  afterEach(() => fixture.calm());
  afterAll(() => fixture.close());

  describe('with an Idempotency-Key', () => {
    const calls = async (person: Person) =>
      [await person.asked('passwords'), await person.asked('customers')].map(({ length }) => length);

    it('repeats the answer without calling another service', async () => {
      const [person, key] = [fixture.person(), keyed()];
      const first = await person.signUp({}, key);
      const second = await person.signUp({}, key);
      expect(second).toMatchObject({ status: 201, body: first.body });
      expect(second.headers.get('location')).toBe(first.headers.get('location'));
      expect(await calls(person)).toEqual([1, 1]);
    });

    it.each([
      ['for another person', { givenName: 'Anne' }],
      ['with another password', { password: 'another password' }],
    ])('is refused %s', async (_what, change) => {
      const [person, key] = [fixture.person(), keyed()];
      await person.signUp({}, key);
      expect(await person.signUp(change, key)).toMatchObject({
        status: 422,
        body: { type: 'urn:troupe:problem:idempotency-key-reused' },
      });
      expect(await calls(person)).toEqual([1, 1]);
    });

    it('is told to wait while the first request still runs', async () => {
      await fixture.customers.latency(1000);
      const [person, key] = [fixture.person(), keyed()];
      const first = person.signUp({}, key);
      await eventually(async () => (await person.asked('customers')).length);
      const second = await person.signUp({}, key);
      expect(second).toMatchObject({ status: 409, body: { type: 'urn:troupe:problem:request-in-progress' } });
      expect(second.headers.get('retry-after')).toBe('1');
      expect((await first).status).toBe(201);
      expect(await calls(person)).toEqual([1, 1]);
    });

    it('does not repeat a refusal, because the address may be free by then', async () => {
      const [person, key] = [fixture.person(), keyed()];
      await fixture.customers.given(TAKEN);
      expect((await person.signUp({}, key)).status).toBe(409);
      await fixture.customers.given(FREE);
      expect((await person.signUp({}, key)).status).toBe(201);
      expect(new Set(await person.ids('customers')).size).toBe(1);
      expect(await calls(person)).toEqual([2, 2]);
    });

    it.each(['two words', ''])('is refused for an invalid key: %p', async (key) => {
      const person = fixture.person();
      expect((await person.signUp({}, { 'idempotency-key': key })).status).toBe(400);
      expect(await calls(person)).toEqual([0, 0]);
    });

    it('stores nothing of the password, finished or not', async () => {
      const { customerId } = (await fixture.person().signUp({}, keyed())).body;
      await fixture.customers.given(TAKEN);
      await fixture.person().signUp({}, keyed());
      await fixture.person().signUp();
      expect(await fixture.service.tablesWith(customerId)).toEqual(['platform.idempotency']); // the search finds what is there
      expect(await fixture.service.tablesWith(ann.password)).toEqual([]);
    });
  });

  describe('without a key', () => {
    it('is a new sign-up each time, and leaves nothing behind', async () => {
      const person = fixture.person();
      const [first, second] = [await person.signUp(), await person.signUp()];
      expect([first.status, second.status]).toEqual([201, 201]);
      expect(second.body.customerId).not.toBe(first.body.customerId);
      expect(await fixture.service.tablesWith(first.body.customerId)).toEqual([]);
    });

    it('creates one customer for a double click', async () => {
      await fixture.customers.latency(1000);
      const person = fixture.person();
      const first = person.signUp();
      await eventually(async () => (await person.asked('customers')).length);
      expect(await person.signUp()).toMatchObject({
        status: 409,
        body: {
          type: 'urn:troupe:problem:request-in-progress',
          detail: 'The same request still runs: try again in a second.',
        },
      });
      expect((await first).status).toBe(201);
      expect(await person.ids('customers')).toEqual([(await first).body.customerId]);
    });
  });

  describe('an erased customer', () => {
    const erase = async (data: object) => {
      const erased = message('customer.erased.v1', data);
      await fixture.environment.publish('customers', erased);
      return erased.id;
    };

    it('is forgotten together with the answer to the sign-up', async () => {
      const [person, key] = [fixture.person(), keyed()];
      const { customerId } = (await person.signUp({}, key)).body;
      await fixture.service.hasHeard(await erase({ customerId }));
      expect(await fixture.service.tablesWith(`/v2/customers/${customerId}`)).toEqual([]);
      const said = await fixture.service.said('signup.customer-forgotten.v1');
      expect(said.map(({ body }) => body)).toContainEqual({ customerId });
      expect((await person.signUp({}, key)).body.customerId).not.toBe(customerId);
    });

    it('with a malformed id goes to the hospital', async () => {
      const id = await erase({ customerId: 'Ann' });
      await expect(fixture.service.hasHeard(id)).rejects.toThrow('malformed: /customerId');
      expect(await fixture.service.patients()).toMatchObject([{ id, attempts: 1 }]);
    });
  });
});
