import { newId } from '#libs/telemetry';
import { message, type ServiceUnderTest, TestEnvironment } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { reporting } from '../src/reporting.module.js';

const DAY = '2026-02-28';
const USD = (amount: number) => ({ amount, currency: 'USD' });

describe('what reports are made from', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    service = await environment.start(reporting);
  });
  afterAll(() => environment.close());

  /** What is said of an order of two records, of which one comes back before the rest is cancelled. */
  const told = () => {
    const [orderId, customerId, returnId] = [newId(), newId(), newId()];
    const [blue, red] = [newId(), newId()];
    const order = { orderId, customerId };
    const say = (from: string, type: string, data: object, entityversion = 1) => ({
      from,
      message: message(type, data, {
        subject: orderId,
        entityversion,
        time: `${DAY}T12:00:00.000Z`,
        ...('customerId' in data && { datasubject: customerId }),
      }),
    });
    const lines = [
      { recordId: blue, quantity: 2, price: USD(1_000) },
      { recordId: red, quantity: 1, price: USD(500) },
    ];
    const sent = lines.map(({ price: _price, ...line }) => line);
    const back = [{ recordId: blue, quantity: 1 }];
    const record = (recordId: string, artist: string) =>
      say('catalog', 'record.listed.v1', { recordId, artist, genre: 'Jazz' });
    return {
      customerId,
      events: [
        record(blue, `Miles ${blue}`),
        record(red, `Ella ${red}`),
        say('orders', 'order.placed.v1', { ...order, paymentId: newId(), lines, total: USD(2_500) }),
        say('finance', 'payment.taken.v1', { ...order, paymentId: newId(), kept: USD(2_500), sequence: 1 }),
        say('warehouse', 'stock.dispatched.v1', { ...order, lines: sent, trackingId: 'T-1' }),
        say('warehouse', 'stock.returned.v1', { ...order, returnId, lines: back }, 2),
        say(
          'finance',
          'payment.refunded.v1',
          { ...order, refundId: returnId, refunded: USD(1_000), kept: USD(1_500), sequence: 2 },
          2,
        ),
      ],
      artists: [
        { key: `Ella ${red}`, taken: 500, refunded: 0, kept: 500, copiesSent: 1, copiesReturned: 0 },
        {
          key: `Miles ${blue}`,
          taken: 2_000,
          refunded: 1_000,
          kept: 1_000,
          copiesSent: 2,
          copiesReturned: 1,
        },
      ].map((row) => ({ ...row, currency: 'USD' })),
    };
  };
  const forget = async () => {
    await service.empty('fact', 'booking', 'parcel', 'sale', 'record');
    await sql`update ledger_heard set sequences = '{}'`.execute(service.database.query);
  };
  const report = async (by: string) => {
    const query = `from=${DAY}&to=${DAY}&by=${by}`;
    return (await service.get(`/reports/sales?${query}`, { as: { operator: 'ops' } })).body;
  };
  const deliver = async (events: ReturnType<typeof told>['events']) => {
    for (const { from, message: one } of events) await environment.deliver(from, service, one);
  };

  it('come together in any order: a report by artist, by genre and by day', async () => {
    for (const arrange of [<T>(all: T[]) => all, <T>(all: T[]) => all.toReversed()]) {
      await forget();
      const { events, artists, customerId } = told();
      await deliver(arrange(events));
      expect(await report('artist')).toMatchObject({ sequence: 2, rows: artists });
      const all = {
        currency: 'USD',
        taken: 2_500,
        refunded: 1_000,
        kept: 1_500,
        copiesSent: 3,
        copiesReturned: 1,
      };
      expect((await report('genre')).rows).toEqual([{ key: 'Jazz', ...all }]);
      expect((await report('day')).rows).toEqual([{ key: DAY, ...all }]);
      expect(await service.tablesWith(customerId)).toEqual([]);
    }
  });

  it('count up to the first booking that is missing, and say how many are', async () => {
    await forget();
    const { events } = told();
    await deliver(events.filter(({ message: { attributes } }) => attributes.type !== 'payment.taken.v1'));
    expect(await report('artist')).toMatchObject({ sequence: 0 });
    const money = (await report('day')).rows.map(({ taken, refunded }: any) => [taken, refunded]);
    expect(money).toEqual([[0, 0]]);
    const { body } = await service.get('/metrics');
    expect(body).toMatch(/^ledger_bookings_missing\{.*\} 1$/m);
  });

  it('tell how much money was made in the last day', async () => {
    await forget();
    const { events } = told();
    await deliver(events);
    await sql`update fact set happened_at = now() - interval '23 hours' where kind <> 'refund'`.execute(
      service.database.query,
    );
    const { body } = await service.get('/metrics');
    expect(body).toMatch(/^sales_last_day_minor_units\{.*currency="USD".*\} 2500$/m);
    expect(body).toMatch(/^bookings_reported_total\{.*kind="refund".*\} [1-9]/m);
  });

  it('tell that no money was made in the last day, in the currency of the day before', async () => {
    await forget();
    await deliver(told().events);
    await sql`update fact set happened_at = now() - interval '25 hours'`.execute(service.database.query);
    const { body } = await service.get('/metrics');
    expect(body).toMatch(/^sales_last_day_minor_units\{.*currency="USD".*\} 0$/m);
  });
});
