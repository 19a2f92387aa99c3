import { newId } from '#libs/telemetry';
import { eventually, message } from '#tooling/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import {
  ADA,
  ADA_IS_THERE,
  ADA_LIVES_IN_A_HOUSE,
  BEN,
  BEN_IS_GONE,
  type Person,
  PostalFixture,
} from './fixtures/postal-fixture.js';

const DISPATCHED = 'postal.welcome-pack-dispatched.v1';

describe('a welcome pack', () => {
  let fixture: PostalFixture;

  beforeAll(async () => {
    fixture = await PostalFixture.open();
  });
  afterEach(() => fixture.customers.given(ADA_IS_THERE));
  afterAll(() => fixture.close());

  const done = (person: Person) => eventually(async () => (await person.attempts()) === -1);
  const welcomed = async (): Promise<Person> => {
    const person = fixture.person();
    await person.register();
    await done(person);
    return person;
  };

  it('goes to where the customer lives now', async () => {
    const person = await welcomed();
    expect(await person.asked('customers')).toEqual([expect.objectContaining({ method: 'GET', path: ADA })]);
    const [booking, ...more] = await person.asked('carrier');
    expect(more).toEqual([]);
    expect(booking).toMatchObject({ method: 'POST', path: '/parcels' });
    expect(booking?.headers['idempotency-key']).toBe(person.key);
    expect(JSON.parse(booking?.body ?? '')).toEqual({
      recipient: 'Ada Byron',
      address: {
        line1: '1 Record Lane',
        line2: 'Second floor',
        city: 'Leeds',
        postcode: 'LS1 4AP',
        country: 'GB',
      },
      reference: person.key,
    });
  });

  it('goes to an address without a second line', async () => {
    await fixture.customers.given(ADA_LIVES_IN_A_HOUSE);
    const [booking] = await (await welcomed()).asked('carrier');
    expect(JSON.parse(booking?.body ?? '').address).toEqual(ADA_LIVES_IN_A_HOUSE.params.address);
  });

  it('is said to be dispatched, with its tracking number', async () => {
    const { customerId, trackingId } = await welcomed();
    const said = (await fixture.service.said(DISPATCHED)).filter(
      ({ body }) => body.customerId === customerId,
    );
    expect(said).toMatchObject([
      {
        body: { customerId, trackingId },
        attributes: { source: '/troupe/postal', subject: customerId, datasubject: customerId },
      },
    ]);
  });

  it('leaves the customer’s address in no table', async () => {
    await welcomed();
    for (const text of ['Byron', 'Record Lane']) expect(await fixture.service.tablesWith(text)).toEqual([]);
    expect(JSON.stringify(fixture.environment.logs)).not.toMatch(/Byron|Record Lane/);
  });

  it('sends token and trace to customers, and only the correlation ID to the carrier', async () => {
    const person = await welcomed();
    const [[lookUp], [booking]] = [await person.asked('customers'), await person.asked('carrier')];
    expect(lookUp?.headers).toMatchObject({
      authorization: expect.stringMatching(/^Bearer \S+$/),
      baggage: `correlation.id=${person.correlationId}`,
      traceparent: expect.stringMatching(/^00-/),
    });
    expect(booking?.headers['x-correlation-id']).toBe(person.correlationId);
    const headers = Object.keys(booking?.headers ?? {}).map((name) => name.toLowerCase());
    expect(headers.sort()).toEqual([
      'accept',
      'connection',
      'content-length',
      'content-type',
      'host',
      'idempotency-key',
      'x-correlation-id',
    ]);
    expect(JSON.stringify(booking)).not.toContain('Bearer');
  });

  it('is sent once for an event that is delivered twice', async () => {
    const person = fixture.person();
    const registered = person.registered();
    await fixture.environment.publish('customers', registered, registered);
    await fixture.service.hasHeard(registered.id);
    await done(person);
    await fixture.environment.publish('customers', registered);
    await welcomed();
    expect(await person.asked('carrier')).toHaveLength(1);
    expect(await person.said(DISPATCHED)).toHaveLength(1);
  });

  it('is requested once when two events say that a customer registered', async () => {
    const person = await welcomed();
    await person.register();
    await done(person);
    const keys = (await person.asked('carrier')).map(({ headers }) => headers['idempotency-key']);
    expect(keys).toEqual([person.key]);
    expect(await person.said(DISPATCHED)).toHaveLength(1);
  });

  it('is not sent to a customer who no longer exists', async () => {
    await fixture.customers.given(BEN_IS_GONE);
    const person = fixture.person(BEN);
    await person.register();
    await done(person);
    expect(await person.asked('customers')).toHaveLength(1);
    expect(await person.asked('carrier')).toEqual([]);
    expect(await person.said(DISPATCHED)).toEqual([]);
    expect((await fixture.service.patients()).filter(({ id }) => id === person.key)).toEqual([]);
  });

  it('is counted', async () => {
    const other = await PostalFixture.open(); // where no parcel of another test is under way
    try {
      const person = other.person();
      await person.register();
      const count = async () =>
        /^welcome_packs_dispatched_total\{.*\} (\d+)/m.exec((await other.service.get('/metrics')).body)?.[1];
      await eventually(async () => Number(await count()) > 0);
      expect(await person.said(DISPATCHED)).toHaveLength(1);
      expect(await count()).toBe('1');
    } finally {
      await other.close();
    }
  });

  it.each([
    ['a URL', 'http://elsewhere.example/v2/customers/1'],
    ['a URL without scheme', '//elsewhere.example/v2/customers/1'],
    ['a path of another version', '/v1/customers/1'],
    ['a path that leads out', '/v2/customers/../metrics'],
    ['a longer path', '/v2/customers/1/friends'],
    ['a query', '/v2/customers/1?a=1'],
    ['another resource', '/credentials/1'],
    ['empty', ''],
  ])('is not sent when the resource is %s: the event goes to the hospital', async (_what, resource) => {
    const person = fixture.person(resource);
    const event = person.registered();
    await fixture.environment.publish('customers', event);
    await expect(fixture.service.hasHeard(event.id)).rejects.toThrow('malformed: /resource');
    expect(await person.attempts()).toBe(-1);
    expect(await person.asked('customers')).toEqual([]);
    expect((await fixture.service.patients()).find(({ id }) => id === event.id)).toMatchObject({
      attempts: 1,
    });
  });

  it('is kept when an erasure is malformed, which goes to the hospital', async () => {
    const person = await welcomed();
    const erased = message('customer.erased.v1', { customerId: 'Ada' });
    await fixture.environment.publish('customers', erased);
    await expect(fixture.service.hasHeard(erased.id)).rejects.toThrow('malformed: /customerId');
    expect(await person.pack()).toMatchObject({ trackingId: person.trackingId });
  });

  describe('can be looked up', () => {
    const look = (id: string, as?: { person: string } | { service: string }) =>
      fixture.service.get(`/welcome-packs/${id}`, { as });

    it('by its customer', async () => {
      const { customerId, trackingId } = await welcomed();
      const answer = await look(customerId, { person: customerId });
      expect(answer).toMatchObject({ status: 200, body: { customerId, trackingId } });
    });

    it('by no one else', async () => {
      const { customerId } = await welcomed();
      expect((await look(customerId)).status).toBe(401);
      expect((await look(customerId, { person: newId() })).status).toBe(404);
      expect((await look(customerId, { service: 'loyalty' })).status).toBe(403);
    });

    it('only when it exists, and says that it comes after the registration', async () => {
      const early = newId();
      expect(await look(early, { person: early })).toMatchObject({
        status: 503,
        body: { type: 'urn:troupe:problem:not-yet' },
      });
      expect((await look('ada', { person: 'ada' })).status).toBe(400);
    });
  });
});
