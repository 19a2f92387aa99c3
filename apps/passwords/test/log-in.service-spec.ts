import { newId } from '#libs/telemetry';
import { type ServiceUnderTest, type Answer, audience, issuer, TestEnvironment } from '#tooling/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { sql } from 'kysely';
import { CredentialsStore } from '../src/credentials.store.js';
import { passwords } from '../src/passwords.module.js';
import {
  hashesDuring,
  logIn,
  newEmail,
  PASSWORD,
  put,
  register,
  registered,
  tell,
  erased,
} from './people.js';

const told = ({ status, headers, body }: Answer) => ({
  status,
  body: { ...body, correlationId: undefined },
  headers: [...headers.keys()].filter((name) => !['date', 'x-correlation-id'].includes(name)),
});

describe('a log-in', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    service = await environment.start(passwords);
  });
  afterAll(() => environment.close());

  it('gives a token that the published keys verify', async () => {
    const { customerId, email } = await register(environment, service);
    const { status, headers, body } = await logIn(service, email);
    expect({ status, cache: headers.get('cache-control') }).toEqual({ status: 201, cache: 'no-store' });
    expect(body).toEqual({
      accessToken: expect.any(String),
      tokenType: 'Bearer',
      expiresIn: 900,
      refreshToken: expect.any(String),
    });
    const keys = await service.get('/.well-known/jwks.json');
    expect(keys.body.keys).toHaveLength(1);
    expect(Object.keys(keys.body.keys[0]).toSorted()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x']);
    const { payload } = await jwtVerify(body.accessToken, createLocalJWKSet(keys.body), {
      issuer,
      audience,
      typ: 'at+jwt',
    });
    expect(payload).toMatchObject({ sub: customerId, client_id: 'troupe-sign-in' });
    expect(Number(payload.exp) - Number(payload.iat)).toBe(900);
  });

  it('accepts an address in upper or lower case', async () => {
    const { email } = await register(environment, service);
    expect((await logIn(service, ` ${email.toUpperCase()} `)).status).toBe(201);
  });

  it('answers alike for a wrong password and for an unknown address', async () => {
    const { email } = await register(environment, service);
    const wrong = await logIn(service, email, `${PASSWORD}!`);
    const unknown = await logIn(service, newEmail(), PASSWORD);
    expect(wrong).toMatchObject({ status: 401, body: { type: 'urn:troupe:problem:passwords.wrong' } });
    expect(told(unknown)).toEqual(told(wrong));
    expect(wrong.headers.get('www-authenticate')).toBe('Password realm="troupe"'); // no token that a client could renew
  });

  it('works as hard for a wrong password, an unknown address and the right ones', async () => {
    const { customerId, email } = await register(environment, service);
    const inert = await hashesDuring(() => put(service, customerId, { password: PASSWORD }));
    expect(inert).toBeGreaterThan(0); // hashes are seen
    expect(await hashesDuring(() => logIn(service, email))).toBe(1);
    expect(await hashesDuring(() => logIn(service, email, `${PASSWORD}!`))).toBe(1);
    expect(await hashesDuring(() => logIn(service, newEmail()))).toBe(1);
  });

  describe('before the customer is registered', () => {
    const begin = async () => {
      const [customerId, email] = [newId(), newEmail()];
      await put(service, customerId, { email: ` ${email.toUpperCase()}`, password: PASSWORD });
      return { customerId, email };
    };

    it('is told so, and to come back, when address and password fit', async () => {
      const { customerId, email } = await begin();
      const early = await logIn(service, email);
      expect(early).toMatchObject({ status: 503, body: { type: 'urn:troupe:problem:passwords.too-early' } });
      expect(early.headers.get('retry-after')).toBe('1');
      await tell(environment, service, registered(customerId, email));
      expect((await logIn(service, email)).status).toBe(201);
    });

    it('is never told that a password is wrong, also in the moment of the registration', async () => {
      const { customerId, email } = await begin();
      const { hashAwaiting } = CredentialsStore.prototype;
      const meanwhile = jest.spyOn(CredentialsStore.prototype, 'hashAwaiting');
      meanwhile.mockImplementationOnce(async function (this: CredentialsStore, ...given) {
        await tell(environment, service, registered(customerId, email));
        return hashAwaiting.apply(this, given);
      });
      expect((await logIn(service, email)).status).toBe(503);
      meanwhile.mockRestore();
      expect((await logIn(service, email)).status).toBe(201);
    });

    it('is no attempt', async () => {
      const { customerId, email } = await begin();
      for (let nth = 0; nth < 12; nth++) expect((await logIn(service, email)).status).toBe(503);
      await tell(environment, service, registered(customerId, email));
      expect((await logIn(service, email)).status).toBe(201);
    });

    it('tells nothing with another password, and works as hard', async () => {
      const { email } = await begin();
      const unknown = await logIn(service, newEmail());
      expect(told(await logIn(service, email, `${PASSWORD}!`))).toEqual(told(unknown));
      expect(await hashesDuring(() => logIn(service, email))).toBe(1);
    });

    it('is refused when another sign-up got the address, also once that customer is erased', async () => {
      const [first, second] = [await begin(), newId()];
      await put(service, second, { email: first.email, password: `${PASSWORD}!` });
      await tell(environment, service, registered(first.customerId, first.email));
      const late = newId();
      await put(service, late, { email: first.email, password: `${PASSWORD}!` });
      await tell(environment, service, erased(first.customerId));
      expect((await logIn(service, first.email, `${PASSWORD}!`)).status).toBe(401);
    });

    it('keeps nothing of the address but a keyed hash, and that until it is registered', async () => {
      const { customerId, email } = await begin();
      expect(await service.tablesWith(email)).toEqual([]);
      await tell(environment, service, registered(customerId, email));
      const { rows } = await sql`select awaited from credential where customer_id = ${customerId}`.execute(
        service.database.query,
      );
      expect(rows).toEqual([{ awaited: null }]);
    });
  });

  it.each([
    ['no address', { password: PASSWORD }, '/email'],
    ['an invalid address', { email: 'ada', password: PASSWORD }, '/email'],
    [
      'an address that PostgreSQL cannot store',
      { email: 'ada\u0000@example.org', password: PASSWORD },
      '/email',
    ],
    ['no password', { email: 'ada@example.org' }, '/password'],
    ['a password that is too long', { email: 'ada@example.org', password: 'a'.repeat(257) }, '/password'],
  ])('is refused with %s', async (_what, body, pointer) => {
    const answer = await service.post('/sessions', body);
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toEqual([{ pointer, detail: expect.any(String) }]);
  });

  describe('too often', () => {
    beforeEach(async () => {
      await sql`delete from platform.rate_limit`.execute(service.database.query);
    });
    const refused = { status: 429, body: { type: 'urn:troupe:problem:too-many-requests' } };

    it('with one address is refused, known or unknown, and with the right password too', async () => {
      const strict = await environment.start(passwords, { LOG_INS_PER_ACCOUNT_PER_MINUTE: '2' });
      const { email } = await register(environment, service);
      for (const address of [email, newEmail()]) {
        for (const spelling of [address, ` ${address.toUpperCase()}`])
          expect((await logIn(strict, spelling, `${PASSWORD}!`)).status).toBe(401);
        expect(await logIn(strict, address)).toMatchObject(refused);
      }
      await strict.stop();
    });

    describe('by strangers', () => {
      const [HOME, ELSEWHERE] = ['203.0.113.1', '203.0.113.2'];
      let strict: ServiceUnderTest;
      beforeAll(async () => {
        strict = await environment.start(passwords, {
          TRUSTED_PROXIES: '127.0.0.0/8',
          LOG_INS_PER_ACCOUNT_PER_MINUTE: '4',
          LOG_INS_PER_ACCOUNT_AND_ADDRESS_PER_MINUTE: '2',
        });
      });
      afterAll(() => strict.stop());

      const attempt = (email: string, address: string, password = PASSWORD) =>
        strict.post('/sessions', { email, password }, { headers: { 'x-forwarded-for': address } });
      const attack = async (email: string) => {
        for (let nth = 1; nth <= 8; nth++) await attempt(email, `198.51.100.${nth}`, `${PASSWORD}!`);
      };

      it('does not lock the owner out where they have logged in before', async () => {
        const { email } = await register(environment, service);
        expect((await attempt(email, HOME)).status).toBe(201);
        await attack(email);
        expect(await attempt(email, ELSEWHERE)).toMatchObject(refused);
        expect((await attempt(email, HOME)).status).toBe(201);
      });

      it('from one network address does not lock the owner out anywhere', async () => {
        const { email } = await register(environment, service);
        const statuses = [];
        for (let nth = 0; nth < 5; nth++)
          statuses.push((await attempt(email, '198.51.100.1', `${PASSWORD}!`)).status);
        expect(statuses).toEqual([401, 401, 429, 429, 429]);
        expect((await attempt(email, ELSEWHERE)).status).toBe(201);
      });

      it('is limited where the owner has logged in, too', async () => {
        const { email } = await register(environment, service);
        expect((await attempt(email, HOME)).status).toBe(201);
        expect((await attempt(email, HOME, `${PASSWORD}!`)).status).toBe(401);
        expect(await attempt(email, HOME, `${PASSWORD}?`)).toMatchObject(refused);
      });

      it('is limited alike for an address that no customer has', async () => {
        const email = newEmail();
        await attack(email);
        expect(await attempt(email, ELSEWHERE)).toMatchObject(refused);
      });

      it('does not depend on where the owner logged in more than 90 days ago', async () => {
        const { email, customerId } = await register(environment, service);
        await attempt(email, HOME);
        expect(await service.tablesWith(HOME)).toEqual([]);
        await sql`update known_network set last_used_at = now() - interval '91 days'
          where customer_id = ${customerId}`.execute(service.database.query);
        await attack(email);
        expect(await attempt(email, HOME)).toMatchObject(refused);
      });
    });

    it('from one network address is refused for every customer, and derives no hash', async () => {
      const strict = await environment.start(passwords, { LOG_INS_PER_MINUTE: '2' });
      for (const nth of [1, 2])
        expect((await logIn(strict, newEmail(), `${PASSWORD}${nth}`)).status).toBe(401);
      const { email } = await register(environment, service);
      const hashes = await hashesDuring(async () =>
        expect(await logIn(strict, email)).toMatchObject(refused),
      );
      expect(hashes).toBe(0);
      await strict.stop();
    });
  });
});
