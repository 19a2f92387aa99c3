import { newId } from '#libs/telemetry';
import type { Answer, Understudy } from '#libs/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ANOTHER_PASSWORD, SignupStage } from './fixtures/signup-stage.js';

const PEER_TIMEOUT = '3s';

describe('a sign-up while another service fails', () => {
  let play: SignupStage;

  beforeAll(async () => {
    play = await SignupStage.open({ PEER_TIMEOUT });
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await play.calm();
  });
  afterAll(() => play.close());

  const expectUnavailable = ({ status, headers, body }: Answer, retryAfter = 5) => {
    expect(status).toBe(503);
    expect(headers.get('retry-after')).toBe(String(retryAfter));
    expect(headers.get('content-type')).toMatch(/^application\/problem\+json\b/);
    expect(body).toMatchObject({
      type: 'urn:troupe:problem:peer-unavailable',
      correlationId: expect.any(String),
    });
  };

  const neighbours = ['customers', 'passwords'] as const;
  const troubles: [string, (neighbour: Understudy) => Promise<void>][] = [
    ['never answers', (neighbour) => neighbour.timeout()],
    ['resets the connection', (neighbour) => neighbour.reset()],
    ['answers garbage', (neighbour) => neighbour.garbage()],
    ['is not available', (neighbour) => neighbour.unavailable()],
    ['is asked too often', (neighbour) => neighbour.tooMany()],
  ];
  const badDays = neighbours.flatMap((name) =>
    troubles.map(([what, trouble]) => [name, what, trouble] as const),
  );

  describe.each([
    ['with a key', () => ({ 'idempotency-key': newId() })],
    ['without a key', () => ({})],
  ])('%s', (_how, headers) => {
    it.each(badDays)(
      'fails while %s %s, and then succeeds for the same customer id',
      async (name, _what, trouble) => {
        const [person, sent] = [play.person(), headers()];
        await trouble(play[name]);
        expectUnavailable(await person.signUp({}, sent));
        await play[name].normal();
        const answer = await person.signUp({}, sent);
        expect(answer.status).toBe(201);
        expect(await person.ids('passwords')).toEqual([answer.body.customerId, answer.body.customerId]);
        expect(new Set(await person.ids('customers'))).toEqual(new Set([answer.body.customerId]));
      },
    );
  });

  it('passes on the Retry-After of another service', async () => {
    await play.passwords.tooMany(17);
    expectUnavailable(await play.person().signUp(), 17);
  });

  it('does not call customers while passwords is down, so that there is no half customer', async () => {
    const person = play.person();
    await play.passwords.unavailable();
    expectUnavailable(await person.signUp());
    expect(await person.asked('customers')).toEqual([]);
  });

  it('begins anew when the password differs from the unfinished attempt', async () => {
    const person = play.person();
    await play.customers.unavailable();
    expectUnavailable(await person.signUp());
    await play.customers.normal();
    const [begun] = await person.ids('passwords');
    await play.passwords.givenAt(`/credentials/${begun}`, ANOTHER_PASSWORD);
    const answer = await person.signUp({ password: 'second thoughts' });
    expect(answer.status).toBe(201);
    const { customerId } = answer.body;
    expect(customerId).not.toBe(begun);
    expect(await person.ids('passwords')).toEqual([begun, begun, customerId]);
  });

  it('is refused when its key began with another password', async () => {
    const [person, key] = [play.person(), { 'idempotency-key': newId() }];
    await play.customers.unavailable();
    expectUnavailable(await person.signUp({}, key));
    await play.customers.normal();
    await play.passwords.given(ANOTHER_PASSWORD);
    expect(await person.signUp({}, key)).toMatchObject({
      status: 422,
      body: { type: 'urn:troupe:problem:idempotency-key-reused', detail: expect.stringContaining('new key') },
    });
  });

  it('fails fast after repeated failures, and tries again later', async () => {
    const service = await play.replica({ PEER_TIMEOUT });
    const signUp = () => play.person(service).signUp();
    await play.passwords.reset();
    for (let failures = 0; failures < 5; failures++) expectUnavailable(await signUp());

    await play.passwords.normal();
    const before = (await play.passwords.requests()).length;
    const answer = await signUp();
    expectUnavailable(answer);
    expect(await play.passwords.requests()).toHaveLength(before);
    expect(await circuitOf('passwords', service)).toBe('2');

    const { now } = Date;
    jest.spyOn(Date, 'now').mockImplementation(() => now() + 6_000);
    expect((await signUp()).status).toBe(201);
    expect(await circuitOf('passwords', service)).toBe('0');
  });

  const circuitOf = async (peer: string, service = play.service) =>
    new RegExp(`^circuit_state\\{peer="${peer}".*\\} (\\d)`, 'm').exec(
      (await service.get('/metrics')).body,
    )?.[1];

  it('leaves the service ready', async () => {
    const down = { CUSTOMERS_URL: 'http://127.0.0.1:9', PASSWORDS_URL: 'http://127.0.0.1:9' };
    const service = await play.replica(down);
    expectUnavailable(await play.person(service).signUp());
    expect(await service.get('/health/ready')).toMatchObject({ status: 200, body: { status: 'up' } });
    expect((await service.get('/health/dependencies')).body).toEqual({
      auth: { up: true },
      customers: { up: false },
      passwords: { up: false },
    });
  });
});
