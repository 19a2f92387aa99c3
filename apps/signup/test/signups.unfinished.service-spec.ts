import { newId } from '#libs/telemetry';
import { type Answer, type StubbedApi } from '#tooling/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createHash } from 'node:crypto';
import { registrationOf, Signup } from '../src/signup.js';
import { ann } from './fixtures/ann.js';
import { ANOTHER_PASSWORD, SignupFixture } from './fixtures/signup-fixture.js';

const PEER_TIMEOUT = '3s';

describe('a sign-up while another service fails', () => {
  let fixture: SignupFixture;

  beforeAll(async () => {
    fixture = await SignupFixture.open({ PEER_TIMEOUT });
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await fixture.calm();
  });
  afterAll(() => fixture.close());

  const expectUnavailable = (
    { status, headers, body }: Answer,
    { retryAfter = 5, type = 'peer-unavailable' } = {},
  ) => {
    expect(status).toBe(503);
    expect(headers.get('retry-after')).toBe(String(retryAfter));
    expect(headers.get('content-type')).toMatch(/^application\/problem\+json\b/);
    expect(body).toMatchObject({
      type: `urn:troupe:problem:${type}`,
      correlationId: expect.any(String),
    });
  };

  const neighbours = ['customers', 'passwords'] as const;
  const troubles: [string, (neighbour: StubbedApi) => Promise<void>, string?][] = [
    ['never answers', (neighbour) => neighbour.timeout()],
    ['resets the connection', (neighbour) => neighbour.reset()],
    ['answers garbage', (neighbour) => neighbour.garbage()],
    ['is not available', (neighbour) => neighbour.unavailable()],
    ['is asked too often', (neighbour) => neighbour.tooManyRequests(), 'full'],
  ];
  const badDays = neighbours.flatMap((name) =>
    troubles.map(([what, trouble, type]) => [name, what, trouble, type] as const),
  );

  describe.each([
    ['with a key', () => ({ 'idempotency-key': newId() })],
    ['without a key', () => ({})],
  ])('%s', (_how, headers) => {
    it.each(badDays)(
      'fails while %s %s, and then succeeds for the same customer id',
      async (name, _what, trouble, type) => {
        const [person, sent] = [fixture.person(), headers()];
        await trouble(fixture[name]);
        expectUnavailable(await person.signUp({}, sent), { type });
        await fixture[name].recover();
        const answer = await person.signUp({}, sent);
        expect(answer.status).toBe(201);
        expect(await person.ids('passwords')).toEqual([answer.body.customerId, answer.body.customerId]);
        expect(new Set(await person.ids('customers'))).toEqual(new Set([answer.body.customerId]));
      },
    );
  });

  it('passes on the Retry-After of another service', async () => {
    await fixture.passwords.tooManyRequests(17);
    expectUnavailable(await fixture.person().signUp(), { retryAfter: 17, type: 'full' });
  });

  it('does not call customers while passwords is down, so that there is no half customer', async () => {
    const person = fixture.person();
    await fixture.passwords.unavailable();
    expectUnavailable(await person.signUp());
    expect(await person.asked('customers')).toEqual([]);
  });

  describe('is continued under the same id', () => {
    const begin = async () => {
      const person = fixture.person();
      await fixture.customers.reset();
      expectUnavailable(await person.signUp());
      await fixture.customers.recover();
      const [begun] = await person.ids('passwords');
      await fixture.passwords.givenAt(`/credentials/${begun}`, 'this credential exists');
      return { person, begun };
    };

    it('when passwords has the credential already', async () => {
      const { person, begun } = await begin();
      expect(await person.signUp()).toMatchObject({ status: 201, body: { customerId: begun } });
    });

    it('when customers has the customer already, and its answer was lost', async () => {
      const { person, begun } = await begin();
      await fixture.customers.givenAt(`/v2/customers/${begun}`, 'this customer has registered');
      expect(await person.signUp()).toMatchObject({ status: 201, body: { customerId: begun } });
    });

    it('unless customers has other content under it: then it begins anew', async () => {
      const { person, begun } = await begin();
      await fixture.customers.givenAt(
        `/v2/customers/${begun}`,
        'this customer has registered with other content',
      );
      const { status, body } = await person.signUp();
      expect(status).toBe(201);
      expect(body.customerId).not.toBe(begun);
    });
  });

  it('begins anew when the password differs from the unfinished attempt', async () => {
    const person = fixture.person();
    await fixture.customers.unavailable();
    expectUnavailable(await person.signUp());
    await fixture.customers.recover();
    const [begun] = await person.ids('passwords');
    await fixture.passwords.givenAt(`/credentials/${begun}`, ANOTHER_PASSWORD);
    const answer = await person.signUp({ password: 'second thoughts' });
    expect(answer.status).toBe(201);
    const { customerId } = answer.body;
    expect(customerId).not.toBe(begun);
    expect(await person.ids('passwords')).toEqual([begun, customerId]);
  });

  it('keeps no hash of its content that anybody could compute', async () => {
    const person = fixture.person();
    await fixture.customers.unavailable();
    expectUnavailable(await person.signUp());
    const signup = Signup.parse({ ...ann, email: person.email });
    for (const content of [signup, registrationOf(signup), signup.password]) {
      const guess = createHash('sha256').update(JSON.stringify(content)).digest();
      for (const encoding of ['hex', 'base64url'] as const)
        expect(await fixture.service.tablesWith(guess.toString(encoding))).toEqual([]);
    }
    await fixture.customers.recover();
  });

  it('is refused when its key began with another password', async () => {
    const [person, key] = [fixture.person(), { 'idempotency-key': newId() }];
    await fixture.customers.unavailable();
    expectUnavailable(await person.signUp({}, key));
    await fixture.customers.recover();
    await fixture.passwords.given(ANOTHER_PASSWORD);
    expect(await person.signUp({}, key)).toMatchObject({
      status: 422,
      body: { type: 'urn:troupe:problem:idempotency-key-reused', detail: expect.stringContaining('new key') },
    });
  });

  it('fails fast after repeated failures, and tries again later', async () => {
    const service = await fixture.replica({ PEER_TIMEOUT });
    const signUp = () => fixture.person(service).signUp();
    await fixture.passwords.reset();
    for (let failures = 0; failures < 5; failures++) expectUnavailable(await signUp());

    await fixture.passwords.recover();
    const before = (await fixture.passwords.requests()).length;
    const answer = await signUp();
    expectUnavailable(answer);
    expect(await fixture.passwords.requests()).toHaveLength(before);
    expect(await circuitOf('passwords', service)).toBe('2');

    const { now } = Date;
    jest.spyOn(Date, 'now').mockImplementation(() => now() + 6_000);
    expect((await signUp()).status).toBe(201);
    expect(await circuitOf('passwords', service)).toBe('0');
  });

  const circuitOf = async (peer: string, service = fixture.service) =>
    new RegExp(`^circuit_state\\{peer="${peer}".*\\} (\\d)`, 'm').exec(
      (await service.get('/metrics')).body,
    )?.[1];

  it('leaves the service ready', async () => {
    const down = { CUSTOMERS_URL: 'http://127.0.0.1:9', PASSWORDS_URL: 'http://127.0.0.1:9' };
    const service = await fixture.replica(down);
    expectUnavailable(await fixture.person(service).signUp());
    await service.untilReady();
    expect((await service.get('/health/dependencies')).body).toEqual({
      auth: { up: true },
      customers: { up: false },
      passwords: { up: false },
    });
  });
});
