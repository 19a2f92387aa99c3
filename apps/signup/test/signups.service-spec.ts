import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ann } from './fixtures/ann.js';
import { SignupFixture, TAKEN } from './fixtures/signup-fixture.js';

describe('signing up', () => {
  let fixture: SignupFixture;

  beforeAll(async () => {
    fixture = await SignupFixture.open();
  });
  afterEach(() => fixture.calm());
  afterAll(() => fixture.close());

  it('answers with public links to the customer and the session', async () => {
    const answer = await fixture.person().signUp();
    const { customerId } = answer.body;
    const customer = `https://shop.example/c/v2/customers/${customerId}`;
    expect(answer).toMatchObject({
      status: 201,
      body: {
        customerId: expect.any(String),
        links: { customer, session: 'https://shop.example/p/sessions' },
        states: { customer: 'ready', session: 'coming' },
      },
    });
    expect(answer.headers.get('location')).toBe(customer);
  });

  it('keeps the path in the URL of another service', async () => {
    const nobody = { statusCode: 503 };
    const gateway = await fixture.environment.stubApi({
      protocol: 'http',
      stubs: [{ responses: [{ is: nobody }] }],
    });
    const askedBy = async (env: Record<string, string>) => {
      expect((await fixture.person(await fixture.replica(env)).signUp()).status).toBe(503);
      return (await gateway.requests()).at(-1)?.path;
    };
    expect(await askedBy({ PASSWORDS_URL: `${gateway.url}/p` })).toMatch(/^\/p\/credentials\/[\da-f-]{36}$/);
    expect(await askedBy({ CUSTOMERS_URL: `${gateway.url}/c/` })).toMatch(
      /^\/c\/v2\/customers\/[\da-f-]{36}$/,
    );
  });

  it('gives the password to passwords alone and everything else to customers, under one id', async () => {
    const person = fixture.person();
    const { customerId } = (await person.signUp()).body;
    const [[credential], [customer]] = await Promise.all([
      person.asked('passwords'),
      person.asked('customers'),
    ]);
    expect(credential).toMatchObject({ method: 'PUT', path: `/credentials/${customerId}` });
    expect(customer).toMatchObject({ method: 'PUT', path: `/v2/customers/${customerId}` });
    const { password, givenName, familyName, ...rest } = ann;
    expect(JSON.parse(credential?.body ?? '')).toEqual({ email: person.email, password });
    expect(JSON.parse(customer?.body ?? '')).toEqual({
      ...rest,
      email: person.email,
      name: { given: givenName, family: familyName },
    });
    expect(JSON.stringify(customer)).not.toContain(password);
  });

  it('may have no friends, and an address of two lines', async () => {
    const address = { ...ann.address, line2: 'Second floor' };
    for (const form of [{ friends: undefined }, { address }, { friends: undefined, address }])
      expect(await fixture.person().signUp(form)).toMatchObject({ status: 201 });
  });

  it('sends its token, the correlation ID and the trace to both services', async () => {
    const person = fixture.person();
    await person.signUp({}, { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' });
    const asked = [...(await person.asked('passwords')), ...(await person.asked('customers'))];
    expect(asked).toHaveLength(2);
    for (const { headers } of asked) {
      expect(headers.authorization).toMatch(/^Bearer \S+\.\S+\.\S+$/);
      expect(headers.baggage).toBe(`correlation.id=${person.correlationId}`);
      expect(headers.traceparent).toMatch(/^00-0af7651916cd43dd8448eb211c80319c-[\da-f]{16}-01$/);
    }
  });

  it('is counted', async () => {
    const service = await fixture.replica();
    const count = async () => /^signups_total\{.*\} (\d+)/m.exec((await service.get('/metrics')).body)?.[1];
    expect(await count()).toBe('0');
    await fixture.person(service).signUp();
    expect(await count()).toBe('1');
  });

  it('is refused with a pointer to each wrong field, before another service is called', async () => {
    const person = fixture.person();
    const address = { ...ann.address, country: 'Britain' };
    const answer = await person.signUp({ email: 'ann', password: 'short', address, friends: ['bob'] });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json\b/);
    expect(answer.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/email',
      '/password',
      '/address/country',
      '/friends/0',
    ]);
    expect([...(await person.asked('passwords')), ...(await person.asked('customers'))]).toEqual([]);
    expect(JSON.stringify(answer.body)).not.toContain('short');
  });

  it.each([
    ['an unknown field', { role: 'operator' }, '/role'],
    ['an unknown field of the address', { address: { ...ann.address, floor: 1 } }, '/address/floor'],
  ])('is refused with %s', async (_what, change, pointer) => {
    const { status, body } = await fixture.person().signUp(change);
    expect(status).toBe(400);
    expect(body.errors).toEqual([{ pointer, detail: expect.any(String) }]);
  });

  it('never writes the password to the log', async () => {
    await fixture.person().signUp();
    await fixture.person().signUp({ role: 'operator' });
    expect(JSON.stringify(fixture.environment.logs)).not.toContain(ann.password);
  });

  it('is limited per minute', async () => {
    const service = await fixture.replica({ SIGNUPS_PER_MINUTE: '2' });
    const statuses = [];
    for (let nth = 0; nth < 3; nth++) statuses.push((await fixture.person(service).signUp()).status);
    expect(statuses).toEqual([201, 201, 429]);
  });

  describe('under a known address', () => {
    beforeEach(() => fixture.customers.given(TAKEN));

    it('is refused with a hint', async () => {
      const person = fixture.person();
      const answer = await person.signUp();
      expect(answer).toMatchObject({
        status: 409,
        body: { type: 'urn:troupe:problem:signup.email-taken', detail: expect.stringContaining('log in') },
      });
      expect(JSON.stringify(answer.body)).not.toContain(person.email);
    });

    it('is refused for a while once the caller has learned of too many, like every other sign-up', async () => {
      const service = await fixture.replica({ KNOWN_EMAILS_PER_MINUTE: '2' });
      const tell = async () => (await fixture.person(service).signUp()).status;
      expect([await tell(), await tell()]).toEqual([409, 409]);

      const stranger = fixture.person(service);
      const answer = await stranger.signUp();
      expect(answer).toMatchObject({ status: 429, body: { type: 'urn:troupe:problem:too-many-requests' } });
      const seconds = Number(answer.headers.get('retry-after'));
      expect(seconds).toBeGreaterThan(0);
      expect(seconds).toBeLessThanOrEqual(60);
      expect(await stranger.asked('passwords')).toEqual([]); // so that the refusal does not reveal who is known
      const elsewhere = await fixture.replica({ KNOWN_EMAILS_PER_MINUTE: '2' });
      expect((await fixture.person(elsewhere).signUp()).status).toBe(429);
    });

    it('is revealed no more often when many ask at once', async () => {
      const service = await fixture.replica({ KNOWN_EMAILS_PER_MINUTE: '2' });
      const asked = Array.from({ length: 6 }, () => fixture.person(service).signUp());
      const statuses = (await Promise.all(asked)).map(({ status }) => status);
      expect(statuses.sort()).toEqual([409, 409, 429, 429, 429, 429]);
    });

    it('is looked up no more often than it may be revealed when many ask at once', async () => {
      const service = await fixture.replica({ KNOWN_EMAILS_PER_MINUTE: '2', PEER_TIMEOUT: '15s' });
      const people = Array.from({ length: 6 }, () => fixture.person(service));
      await Promise.all(people.map((person) => person.signUp()));
      const asked = await Promise.all(people.map((person) => person.asked('customers')));
      expect(asked.flat()).toHaveLength(2);
    });
  });

  it('does not count as a look-up of an address when it succeeds', async () => {
    const service = await fixture.replica({ KNOWN_EMAILS_PER_MINUTE: '1' });
    for (let nth = 0; nth < 3; nth++) expect((await fixture.person(service).signUp()).status).toBe(201);
    const atOnce = await Promise.all([1, 2, 3].map(() => fixture.person(service).signUp()));
    expect(atOnce.map(({ status }) => status)).toContain(201);
    await fixture.customers.given(TAKEN);
    expect((await fixture.person(service).signUp()).status).toBe(409);
  });
});
