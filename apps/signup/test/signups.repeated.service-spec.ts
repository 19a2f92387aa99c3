import { newId } from '#libs/telemetry';
import { eventually, message } from '#libs/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { ann } from './fixtures/ann.js';
import { FREE, type Person, SignupStage, TAKEN } from './fixtures/signup-stage.js';

const keyed = () => ({ 'idempotency-key': newId() });

describe('signing up again', () => {
  let play: SignupStage;

  beforeAll(async () => {
    play = await SignupStage.open();
  });
  afterEach(() => play.calm());
  afterAll(() => play.close());

  describe('with an Idempotency-Key', () => {
    const calls = async (person: Person) =>
      [await person.asked('passwords'), await person.asked('customers')].map(({ length }) => length);

    it('repeats the answer without calling another service', async () => {
      const [person, key] = [play.person(), keyed()];
      const first = await person.signUp({}, key);
      const second = await person.signUp({}, key);
      expect(second).toMatchObject({ status: 201, body: first.body });
      expect(second.headers.get('location')).toBe(first.headers.get('location'));
      expect(await calls(person)).toEqual([1, 1]);
    });

    it('is refused for another person', async () => {
      const [person, key] = [play.person(), keyed()];
      await person.signUp({}, key);
      expect(await person.signUp({ givenName: 'Anne' }, key)).toMatchObject({
        status: 422,
        body: { type: 'urn:troupe:problem:idempotency-key-reused' },
      });
      expect(await calls(person)).toEqual([1, 1]);
    });

    it('is told to wait while the first request still runs', async () => {
      await play.customers.slow(1000);
      const [person, key] = [play.person(), keyed()];
      const first = person.signUp({}, key);
      await eventually(async () => (await person.asked('customers')).length);
      const second = await person.signUp({}, key);
      expect(second).toMatchObject({ status: 409, body: { type: 'urn:troupe:problem:request-in-progress' } });
      expect(second.headers.get('retry-after')).toBe('1');
      expect((await first).status).toBe(201);
      expect(await calls(person)).toEqual([1, 1]);
    });

    it('does not repeat a refusal, because the address may be free by then', async () => {
      const [person, key] = [play.person(), keyed()];
      await play.customers.given(TAKEN);
      expect((await person.signUp({}, key)).status).toBe(409);
      await play.customers.given(FREE);
      expect((await person.signUp({}, key)).status).toBe(201);
      expect(new Set(await person.ids('customers')).size).toBe(1);
      expect(await calls(person)).toEqual([2, 2]);
    });

    it('is refused for an invalid key', async () => {
      const person = play.person();
      expect((await person.signUp({}, { 'idempotency-key': 'two words' })).status).toBe(400);
      expect(await calls(person)).toEqual([0, 0]);
    });

    it('stores nothing of the password, finished or not', async () => {
      const { customerId } = (await play.person().signUp({}, keyed())).body;
      await play.customers.given(TAKEN);
      await play.person().signUp({}, keyed());
      await play.person().signUp();
      expect(await play.service.tablesWith(customerId)).toEqual(['platform.idempotency']); // the search finds what is there
      expect(await play.service.tablesWith(ann.password)).toEqual([]);
    });

    it('does not compare passwords', async () => {
      const [person, key] = [play.person(), keyed()];
      const first = await person.signUp({}, key);
      expect(await person.signUp({ password: 'another password' }, key)).toMatchObject({
        status: 201,
        body: first.body,
      });
    });
  });

  describe('without a key', () => {
    it('is a new sign-up each time, and leaves nothing behind', async () => {
      const person = play.person();
      const [first, second] = [await person.signUp(), await person.signUp()];
      expect([first.status, second.status]).toEqual([201, 201]);
      expect(second.body.customerId).not.toBe(first.body.customerId);
      expect(await play.service.tablesWith(first.body.customerId)).toEqual([]);
    });

    it('creates one customer for a double click', async () => {
      await play.customers.slow(1000);
      const person = play.person();
      const first = person.signUp();
      await eventually(async () => (await person.asked('customers')).length);
      expect(await person.signUp()).toMatchObject({
        status: 409,
        body: { type: 'urn:troupe:problem:request-in-progress' },
      });
      expect((await first).status).toBe(201);
      expect(await person.ids('customers')).toEqual([(await first).body.customerId]);
    });
  });

  describe('an erased customer', () => {
    const erase = async (data: object) => {
      const erased = message('customer.erased.v1', data);
      await play.stage.publish('customers', erased);
      return erased.id;
    };

    it('is forgotten together with the answer to the sign-up', async () => {
      const [person, key] = [play.person(), keyed()];
      const { customerId } = (await person.signUp({}, key)).body;
      await play.service.hasHeard(await erase({ customerId }));
      expect(await play.service.tablesWith(`/v2/customers/${customerId}`)).toEqual([]);
      const said = await play.service.said('signup.customer-forgotten.v1');
      expect(said.map(({ body }) => body)).toContainEqual({ customerId });
      expect((await person.signUp({}, key)).body.customerId).not.toBe(customerId);
    });

    it('with a malformed id goes to the hospital', async () => {
      const id = await erase({ customerId: 'Ann' });
      await expect(play.service.hasHeard(id)).rejects.toThrow('malformed: /customerId');
      expect(await play.service.patients()).toMatchObject([{ id, attempts: 1 }]);
    });
  });
});
