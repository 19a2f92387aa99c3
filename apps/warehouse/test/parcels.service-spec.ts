import { eventually } from '#tooling/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type CustomerOrder, WarehouseFixture } from './fixtures/warehouse-fixture.js';
import { level, listed } from './shelves.js';

const becomes = (order: CustomerOrder, state: string) =>
  eventually(async () => expect(await order.state()).toBe(state) ?? true);

describe('a parcel', () => {
  let fixture: WarehouseFixture;
  let recordId: string;

  beforeAll(async () => {
    fixture = await WarehouseFixture.open({ RETRY_SCHEDULE: '20ms' });
    [recordId = ''] = await listed(fixture.service, 90);
  });
  afterEach(() => fixture.carrier.recover());
  afterAll(() => fixture.close());

  const paid = async () => {
    const order = fixture.order([recordId, 1]);
    await order.place();
    await order.pay();
    return order;
  };
  const isGivenUp = (order: CustomerOrder) =>
    eventually(async () => (await fixture.service.patients()).some(({ id }) => id === order.key));

  it('is booked again after its attempts are used up, without an operator', async () => {
    await fixture.carrier.unavailable();
    const order = await paid();
    await isGivenUp(order);
    expect(await order.state()).toBe('picking');
    await fixture.carrier.recover();
    await becomes(order, 'dispatched');
    const keys = (await order.asked('carrier')).map(({ headers }) => headers['idempotency-key']);
    expect(new Set(keys)).toEqual(new Set([order.key]));
  });

  it('is undeliverable once its time is over, and its copies are available again', async () => {
    const before = await level(fixture.service, recordId);
    await fixture.carrier.unavailable();
    const order = await paid();
    await order.isInDoubt('2 minutes');
    await fixture.carrier.recoverExcept('POST'); // what was being sent when it failed arrives no more
    await becomes(order, 'released');
    expect((await order.said()).at(-1)).toEqual(['released', 2, { reason: 'undeliverable' }]);
    expect(await level(fixture.service, recordId)).toBe(before);
  });

  it('is undeliverable at once when the carrier does not go there', async () => {
    const stubs = [{ responses: [{ is: { statusCode: 422, body: '{"error":"no such street"}' } }] }];
    const choosy = await fixture.environment.stubApi({ protocol: 'http', stubs });
    const other = await WarehouseFixture.open({ CARRIER_URL: choosy.url });
    try {
      const [only = ''] = await listed(other.service, 1);
      const order = other.order([only, 1]);
      await order.place();
      await order.pay();
      await becomes(order, 'released');
      expect((await order.said()).at(-1)).toEqual(['released', 2, { reason: 'undeliverable' }]);
    } finally {
      await other.close();
    }
  });

  describe('that comes back', () => {
    const sent = async (quantity = 3) => {
      const order = fixture.order([recordId, quantity]);
      await order.place();
      await order.pay();
      await becomes(order, 'dispatched');
      return order;
    };
    const lines = (quantity: number) => [{ recordId, quantity }];

    it('is on the shelf once an operator has accepted it, and said once', async () => {
      const order = await sent();
      const before = await level(fixture.service, recordId);
      const returnId = await order.requestReturn(lines(2));
      expect((await order.returned(returnId)).body).toMatchObject({ state: 'expected', lines: lines(2) });
      const answers = [];
      for (let time = 0; time < 2; time++)
        answers.push(await order.settle(returnId, 'acceptance', { lines: lines(2) }));
      for (const answer of answers)
        expect(answer).toMatchObject({ status: 200, body: { state: 'accepted', accepted: lines(2) } });
      expect((await order.said()).slice(2)).toEqual([['returned', 3, { returnId, lines: lines(2) }]]);
      expect(await level(fixture.service, recordId)).toBe(before + 2);
      expect((await order.settle(returnId, 'rejection', { reason: 'scratched' })).status).toBe(409);
    });

    it('is accepted in part, and never more than was sent', async () => {
      const order = await sent(3);
      const [first, second] = [await order.requestReturn(lines(2)), await order.requestReturn(lines(3))];
      expect((await order.settle(first, 'acceptance', { lines: lines(3) })).body).toMatchObject({
        type: 'urn:troupe:problem:stock.more-than-sent',
        recordIds: [recordId],
      });
      expect((await order.settle(first, 'acceptance', { lines: lines(1) })).status).toBe(200);
      expect((await order.settle(second, 'acceptance', { lines: lines(3) })).status).toBe(409);
      expect((await order.settle(second, 'acceptance', { lines: lines(2) })).status).toBe(200);
      expect((await order.said()).slice(2).map(([, version]) => version)).toEqual([3, 4]);
    });

    it('is rejected with a reason for the customer', async () => {
      const order = await sent();
      const before = await level(fixture.service, recordId);
      const returnId = await order.requestReturn();
      expect((await order.settle(returnId, 'rejection', { reason: 'scratched' })).status).toBe(200);
      expect((await order.said()).slice(2)).toEqual([
        ['return-rejected', 3, { returnId, reason: 'scratched' }],
      ]);
      expect(await level(fixture.service, recordId)).toBe(before);
    });

    it('is rejected when it does not arrive in time', async () => {
      const order = await sent();
      const returnId = await order.requestReturn();
      await order.isOverdue('goods_return');
      const replica = await fixture.replica({ SWEEP_EVERY: '50ms' });
      await eventually(
        async () => expect((await order.returned(returnId)).body.state).toBe('rejected') ?? true,
      );
      await replica.stop();
      expect((await order.said()).at(-1)).toEqual([
        'return-rejected',
        3,
        { returnId, reason: 'The parcel did not arrive within 30 days.' },
      ]);
    });

    it('is not accepted of an order that was not sent', async () => {
      const order = fixture.order([recordId, 1]);
      const returnId = await order.requestReturn();
      expect((await order.settle(returnId, 'acceptance', { lines: lines(1) })).body.type).toBe(
        'urn:troupe:problem:stock.not-dispatched',
      );
    });

    it('is listed for operators while it is expected, in pages', async () => {
      const order = await sent();
      const ids = [await order.requestReturn(lines(1)), await order.requestReturn(lines(1))];
      const seen: string[] = [];
      let next: string | undefined = '/returns?limit=1';
      while (next) {
        const { body, headers } = await fixture.service.get(next, { as: { operator: 'ops' } });
        seen.push(...body.returns.map(({ returnId }: { returnId: string }) => returnId));
        const [, link] = /^<(.+)>; rel="next"$/.exec(headers.get('link') ?? '') ?? [];
        next = link && new URL(link, new URL('/returns', fixture.service.url)).href;
      }
      expect(seen).toEqual(expect.arrayContaining(ids));
      expect(seen).toEqual(seen.toSorted());
    });
  });
});
