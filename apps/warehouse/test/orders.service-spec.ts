import { newId } from '#libs/telemetry';
import { eventually } from '#tooling/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import {
  ADA_IS_THERE,
  type CustomerOrder,
  NOBODY_IS_THERE,
  WarehouseFixture,
} from './fixtures/warehouse-fixture.js';
import { level, levelsSaid, listed } from './shelves.js';

describe('an order', () => {
  let fixture: WarehouseFixture;

  beforeAll(async () => {
    fixture = await WarehouseFixture.open();
  });
  afterEach(async () => {
    await fixture.customers.given(ADA_IS_THERE);
    await Promise.all([fixture.customers.recover(), fixture.carrier.recover()]);
  });
  afterAll(() => fixture.close());

  /** Orders of one record with so many copies. */
  const stocked = async (copies: number) => {
    const [recordId = ''] = await listed(fixture.service, copies);
    return { recordId, order: (quantity = 1) => fixture.order([recordId, quantity]) };
  };
  const becomes = (order: CustomerOrder, ...states: string[]) =>
    eventually(async () => expect(states).toContain(await order.state()) ?? true);
  const reserved = async (copies = 3, quantity = 1) => {
    const { recordId, order: make } = await stocked(copies);
    const order = make(quantity);
    await order.place();
    await becomes(order, 'reserved');
    return { recordId, order };
  };
  const dispatched = async (copies = 3, quantity = 1) => {
    const made = await reserved(copies, quantity);
    await made.order.pay();
    await becomes(made.order, 'dispatched');
    return made;
  };

  describe('that is placed', () => {
    it('reserves all of its lines, and says until when', async () => {
      const [one = '', other = ''] = await listed(fixture.service, 5, 1);
      const order = fixture.order([one, 2], [other, 1]);
      await order.place();
      await becomes(order, 'reserved');
      expect([await level(fixture.service, one), await level(fixture.service, other)]).toEqual([3, 0]);
      expect(await levelsSaid(fixture.service, one)).toEqual([[1, 3]]);
      const [[what, version, { until }] = ['', 0, {}], ...more] = await order.said();
      expect([what, version, more]).toEqual(['reserved', 1, []]);
      const { rows } = await sql<{ minutes: number }>`
        select extract(epoch from ${until}::timestamptz - now())::float8 / 60 as minutes`.execute(
        fixture.service.database.query,
      );
      expect(rows[0]?.minutes).toBeGreaterThan(10);
      expect(rows[0]?.minutes).toBeLessThanOrEqual(15);
    });

    it('reserves nothing when one line is missing, and says how many there are', async () => {
      const [one = '', other = ''] = await listed(fixture.service, 5, 1);
      const unknown = newId();
      const order = fixture.order([one, 5], [other, 2], [unknown, 1]);
      await order.place();
      await becomes(order, 'missing');
      expect(await order.said()).toEqual([
        [
          'missing',
          1,
          {
            lines: [
              { recordId: other, wanted: 2, available: 1 },
              { recordId: unknown, wanted: 1, available: 0 },
            ],
          },
        ],
      ]);
      expect(await level(fixture.service, one)).toBe(5);
      expect(await levelsSaid(fixture.service, one)).toEqual([]);
    });

    it('is reserved for as many customers as there are copies, and for no more', async () => {
      const { recordId, order } = await stocked(3);
      const orders = Array.from({ length: 8 }, () => order());
      await Promise.all(orders.map((one) => one.place()));
      for (const one of orders) await becomes(one, 'reserved', 'missing');
      const states = await Promise.all(orders.map((one) => one.state()));
      expect(states.filter((state) => state === 'reserved')).toHaveLength(3);
      expect(await levelsSaid(fixture.service, recordId)).toEqual([
        [1, 2],
        [2, 1],
        [3, 0],
      ]);
    });

    it('is reserved once when two events say that it was placed', async () => {
      const { recordId, order } = await reserved();
      await order.place();
      expect(await level(fixture.service, recordId)).toBe(2);
      expect(await order.said()).toHaveLength(1);
    });
  });

  describe('that is cancelled', () => {
    it('is released, and its copies are available again', async () => {
      const { recordId, order } = await reserved();
      await order.requestCancellation();
      await order.cancel();
      expect(await order.state()).toBe('released');
      expect((await order.said()).slice(1)).toEqual([['released', 2, { reason: 'requested' }]]);
      expect(await levelsSaid(fixture.service, recordId)).toEqual([
        [1, 2],
        [2, 3],
      ]);
    });

    it('is never reserved when the cancellation comes first', async () => {
      const { recordId, order: make } = await stocked(3);
      const order = make();
      await order.cancel();
      await order.place();
      await order.pay();
      expect(await order.said()).toEqual([['released', 2, { reason: 'requested' }]]);
      expect(await levelsSaid(fixture.service, recordId)).toEqual([]);
    });

    it('is not dispatched when it is paid later', async () => {
      const { order } = await reserved();
      await order.requestCancellation();
      await order.pay();
      expect(await order.state()).toBe('released');
      expect(await order.asked('carrier')).toEqual([]);
    });

    it('is sent all the same while its parcel is being picked', async () => {
      const { recordId, order } = await reserved();
      await fixture.carrier.unavailable();
      await order.pay();
      await becomes(order, 'picking');
      await order.requestCancellation();
      await fixture.carrier.recover();
      await becomes(order, 'dispatched');
      expect((await order.said()).map(([what]) => what)).toEqual(['reserved', 'dispatched']);
      expect(await level(fixture.service, recordId)).toBe(2);
    });
  });

  describe('that is paid', () => {
    it('is sent to where the customer lives now, once, and says so', async () => {
      const { recordId, order } = await dispatched(3, 2);
      await order.pay();
      const [booking, ...more] = await order.asked('carrier');
      expect(more).toEqual([]);
      expect(booking?.headers['idempotency-key']).toBe(order.key);
      expect(JSON.parse(booking?.body ?? '')).toMatchObject({
        recipient: 'Ada Byron',
        address: { line1: '1 Record Lane', city: 'Leeds' },
        reference: order.key,
      });
      expect((await order.said()).slice(1)).toEqual([
        ['dispatched', 2, { lines: order.lines, trackingId: order.trackingId }],
      ]);
      expect(await levelsSaid(fixture.service, recordId)).toEqual([[1, 1]]);
    });

    it('leaves the address in no table', async () => {
      await dispatched();
      for (const text of ['Byron', 'Record Lane']) expect(await fixture.service.tablesWith(text)).toEqual([]);
    });

    it('is sent when the payment comes before the placement', async () => {
      const { order: make } = await stocked(1);
      const order = make();
      await order.pay();
      await order.place();
      await becomes(order, 'dispatched');
      expect((await order.said()).map(([what]) => what)).toEqual(['reserved', 'dispatched']);
    });

    it('is undeliverable when its customer is gone', async () => {
      await fixture.customers.given(NOBODY_IS_THERE);
      const { recordId, order } = await reserved();
      await order.pay();
      await becomes(order, 'released');
      expect((await order.said()).at(-1)).toEqual(['released', 2, { reason: 'undeliverable' }]);
      expect(await level(fixture.service, recordId)).toBe(3);
    });
  });

  describe('whose time is over', () => {
    it('is released by any process that sweeps, also after a restart', async () => {
      const { recordId, order } = await reserved();
      await order.isOverdue();
      const replica = await fixture.replica({ SWEEP_EVERY: '50ms' });
      await becomes(order, 'released');
      await replica.stop();
      expect((await order.said()).slice(1)).toEqual([['released', 2, { reason: 'expired' }]]);
      await order.pay();
      expect(await order.state()).toBe('released');
      expect(await level(fixture.service, recordId)).toBe(3);
    });

    it('is kept while it is paid and not overdue', async () => {
      const [late, paid] = [await reserved(), await reserved()];
      await late.order.isOverdue();
      await fixture.carrier.unavailable();
      await paid.order.pay();
      const replica = await fixture.replica({ SWEEP_EVERY: '50ms' });
      await becomes(late.order, 'released');
      await replica.stop();
      expect(['reserved', 'picking']).toContain(await paid.order.state());
      await fixture.carrier.recover();
      await becomes(paid.order, 'dispatched');
    });
  });

  describe('of which nobody knows whether it was sent', () => {
    /** The carrier answers no booking, and the time of the order is over; the last booking was so long ago. */
    const inDoubt = async (sinceAsked: string) => {
      const made = await reserved();
      await fixture.carrier.unavailable();
      await made.order.pay();
      await made.order.isInDoubt(sinceAsked);
      return made;
    };
    /** The carrier has booked the parcel, and its answer was lost. */
    const book = async ({ key }: CustomerOrder) => {
      const parcel = {
        recipient: 'Ada',
        reference: key,
        address: { line1: '1', city: '2', postcode: '3', country: 'GB' },
      };
      const headers = { 'content-type': 'application/json', 'idempotency-key': key };
      const request = { method: 'POST', headers, body: JSON.stringify(parcel) };
      expect((await fetch(`${fixture.carrier.url}/parcels`, request)).status).toBe(201);
    };

    it('is dispatched when the carrier has it, also after its time', async () => {
      const { recordId, order } = await inDoubt('1 second');
      await fixture.carrier.recover();
      await book(order);
      await becomes(order, 'dispatched');
      expect((await order.said()).at(-1)).toMatchObject(['dispatched', 2, { trackingId: order.trackingId }]);
      expect(await level(fixture.service, recordId)).toBe(2);
    });

    it('is released when the carrier does not know it, once no booking can be on its way', async () => {
      const { order } = await inDoubt('1 second');
      await fixture.carrier.recover();
      await eventually(async () => (await order.asked('carrier')).some(({ method }) => method === 'GET'));
      expect(await order.state()).toBe('picking');
      const later = await inDoubt('2 minutes');
      await fixture.carrier.recoverExcept('POST'); // what was being sent when it failed arrives no more
      await becomes(later.order, 'released');
      expect((await later.order.said()).at(-1)).toEqual(['released', 2, { reason: 'undeliverable' }]);
    });

    it('is neither sent nor released while the carrier does not say', async () => {
      const [unknown, late] = [await inDoubt('2 hours'), await reserved()];
      await late.order.isOverdue();
      const replica = await fixture.replica({ SWEEP_EVERY: '50ms' });
      await becomes(late.order, 'released');
      await replica.stop();
      expect(await unknown.order.state()).toBe('picking');
    });
  });

  describe('of a customer who is erased', () => {
    const isForgotten = ({ customerId }: CustomerOrder) =>
      eventually(async () => {
        const said = await fixture.service.said('stock.customer-forgotten.v1');
        return said.some(({ body }) => body.customerId === customerId);
      });

    it('holds the erasure until it has ended', async () => {
      const { order } = await reserved();
      await fixture.environment.publish('orders', order.forgotten());
      const isHeld = async () => {
        const { rows } =
          await sql`select from messaging.retry where type = 'order.customer-forgotten.v1'`.execute(
            fixture.service.database.query,
          );
        return rows.length > 0;
      };
      await eventually(isHeld);
      await order.requestCancellation();
      await isForgotten(order);
      expect(await fixture.service.tablesWith(order.customerId)).toEqual([
        'messaging.outbox',
        'messaging.tombstone',
      ]);
    });

    it('no longer tells whose it was', async () => {
      const { order } = await dispatched();
      await fixture.hears('orders', order.forgotten());
      await isForgotten(order);
      expect(await fixture.service.tablesWith(order.trackingId)).toEqual([]);
      expect(await order.state()).toBe('dispatched');
    });
  });
});
