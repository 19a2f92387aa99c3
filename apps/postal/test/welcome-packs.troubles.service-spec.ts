import { eventually, type StubbedApi } from '#tooling/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { type Person, PostalFixture } from './fixtures/postal-fixture.js';

const DISPATCHED = 'postal.welcome-pack-dispatched.v1';
const PEER_TIMEOUT = '3s';

describe('a welcome pack while another service fails', () => {
  let fixture: PostalFixture;

  beforeAll(async () => {
    // The second attempt comes after the test has ended the failure, and before a circuit breaker opens.
    const RETRY_SCHEDULE = Array(20).fill('300ms').join(',');
    fixture = await PostalFixture.open({ RETRY_SCHEDULE, PEER_TIMEOUT });
  });
  afterEach(async () => {
    await Promise.all([fixture.customers.recover(), fixture.carrier.recover()]);
  });
  afterAll(() => fixture.close());

  const who = ['customers', 'carrier'] as const;
  const troubles: [string, (stubbedProvider: StubbedApi) => Promise<void>][] = [
    ['never answers', (stubbedProvider) => stubbedProvider.timeout()],
    ['resets the connection', (stubbedProvider) => stubbedProvider.reset()],
    ['answers garbage', (stubbedProvider) => stubbedProvider.garbage()],
    ['is not available', (stubbedProvider) => stubbedProvider.unavailable()],
    ['is asked too often', (stubbedProvider) => stubbedProvider.tooManyRequests()],
  ];
  const badDays = who.flatMap((name) => troubles.map(([what, trouble]) => [name, what, trouble] as const));

  it.each(badDays)('waits while %s %s, and is then sent with the same key', async (name, _what, trouble) => {
    const person = fixture.person();
    await trouble(fixture[name]);
    await person.register();
    await eventually(async () => (await person.attempts()) > 0);
    expect(await person.said(DISPATCHED)).toEqual([]);
    expect(await person.pack()).toEqual({ customerId: person.customerId, trackingId: null });

    await fixture[name].recover();
    await eventually(async () => (await person.said(DISPATCHED)).length);
    expect(await person.pack()).toEqual({ customerId: person.customerId, trackingId: person.trackingId });
    expect((await person.asked(name)).length).toBeGreaterThan(1);
    const bookings = await person.asked('carrier');
    expect(new Set(bookings.map(({ headers }) => headers['idempotency-key']))).toEqual(new Set([person.key]));
    expect(await person.said(DISPATCHED)).toHaveLength(1);
  });

  it('leaves the service ready', async () => {
    await Promise.all([fixture.customers.reset(), fixture.carrier.reset()]);
    await fixture.service.untilReady();
  });
});

describe('a welcome pack that cannot be sent', () => {
  let fixture: PostalFixture;

  beforeAll(async () => {
    fixture = await PostalFixture.open({ RETRY_SCHEDULE: '20ms' });
  });
  afterEach(async () => {
    await Promise.all([fixture.customers.recover(), fixture.carrier.recover()]);
  });
  afterAll(() => fixture.close());

  const patient = ({ key }: Person) =>
    eventually(async () => {
      const { rows } = await sql<Record<string, any>>`
        select kind, type, reason, message, attempts, errors from messaging.hospital
        where id = ${key}`.execute(fixture.service.database.query);
      return rows[0];
    });

  it.each(['customers', 'carrier'] as const)(
    'because %s is down goes to the hospital, with its history',
    async (name) => {
      const person = fixture.person();
      await fixture[name].unavailable();
      await person.register();
      const message = `${name}: answered 503`;
      expect(await patient(person)).toEqual({
        kind: 'effect',
        type: 'postal.send-welcome-pack',
        reason: 'exhausted',
        message,
        attempts: 2,
        errors: Array(2).fill({ at: expect.any(String), error: 'PeerFailure', message }),
      });
      expect(await person.attempts()).toBe(-1);
      expect(await person.said(DISPATCHED)).toEqual([]);
      expect(await fixture.service.tablesWith('Record Lane')).toEqual([]);
    },
  );

  it('because the carrier answers without a tracking number goes to the hospital', async () => {
    const stubs = [{ responses: [{ is: { statusCode: 201, body: '{"trackingId":""}' } }] }];
    const odd = await fixture.environment.stubApi({ protocol: 'http', stubs });
    const other = await PostalFixture.open({ RETRY_SCHEDULE: '20ms', CARRIER_URL: odd.url });
    try {
      const person = other.person();
      await person.register();
      await eventually(async () => (await other.service.patients()).length);
      expect(await other.service.patients()).toMatchObject([
        { id: person.key, reason: 'exhausted', message: 'carrier: answered without a valid trackingId' },
      ]);
    } finally {
      await other.close();
    }
  });
});
