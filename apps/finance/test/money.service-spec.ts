import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { newId } from '#libs/telemetry';
import { eventually } from '#tooling/testing';
import { OWED_MS, PaymentRefunded, PaymentTaken } from '../src/events.js';
import { FinanceFixture, type Purchase } from './fixtures/finance-fixture.js';

const [TAKEN, REFUSED, REFUNDED, FAILED] = [
  'payment.taken.v1',
  'payment.refused.v1',
  'payment.refunded.v1',
  'payment.refund-failed.v1',
];

describe('finance', () => {
  let fixture: FinanceFixture;

  beforeAll(async () => {
    // Shorter than the gateway keeps a caller waiting who charges tok_timeout.
    fixture = await FinanceFixture.open({ PEER_TIMEOUT: '2s' });
  });
  afterAll(() => fixture.close());

  const STEPS: Record<string, (purchase: Purchase) => Promise<unknown>> = {
    token: (purchase) => purchase.offer(),
    placed: (purchase) => purchase.place(),
    reserved: (purchase) => purchase.reserve(),
  };
  const ORDERS = Object.keys(STEPS).flatMap((one, at, all) => {
    const others = all.filter((_, other) => other !== at);
    return [
      [one, ...others],
      [one, ...others.toReversed()],
    ];
  });

  it.each(ORDERS)('takes the money once after %s, %s, %s', async (...order) => {
    const purchase = fixture.purchase();
    for (const step of order) await STEPS[step]!(purchase);
    await purchase.until(TAKEN);
    const { orderId, customerId, paymentId, total } = purchase;
    expect(await purchase.said(TAKEN)).toEqual([
      { orderId, customerId, paymentId, kept: total, sequence: expect.any(Number) },
    ]);
    expect((await purchase.record()).charges).toEqual([
      { key: purchase.key, chargeId: `CHARGE-${purchase.key}`, ...total },
    ]);
    expect(await purchase.ledger()).toEqual([
      { account: 'gateway', amount: total.amount },
      { account: 'sales', amount: -total.amount },
    ]);
  });

  it('leaves the token in no table, no log, no event and no span once it was used', async () => {
    const purchase = fixture.purchase();
    await purchase.pay();
    expect(await fixture.service.tablesWith(purchase.token)).toEqual([]);
    expect(JSON.stringify(fixture.environment.logs)).not.toContain(purchase.token);
    const spans = fixture.environment.spans
      .getFinishedSpans()
      .map(({ name, attributes }) => [name, attributes]);
    expect(JSON.stringify(spans)).not.toContain(purchase.token);
    expect(await purchase.offer()).toBe(204); // the same again
    expect(await purchase.offer('tok_another-0001')).toBe(412);
    expect(await fixture.service.tablesWith(purchase.token)).toEqual([]);
  });

  it('keeps the token no longer than the records are reserved', async () => {
    const purchase = fixture.purchase();
    await purchase.offer();
    await purchase.place();
    await purchase.reserve(-1);
    const { rows } = await sql<{ is_over: boolean }>`
      select token_expires_at <= now() as is_over from payment where payment_id = ${purchase.paymentId}`.execute(
      fixture.service.database.query,
    );
    expect(rows).toEqual([{ is_over: true }]);
    expect((await purchase.record()).charges).toEqual([]);
  });

  it('finds out what became of a charge whose answer came too late', async () => {
    const purchase = fixture.purchase(`tok_timeout-${newId()}`);
    await purchase.pay();
    expect(await purchase.said(REFUSED)).toEqual([]);
    expect((await purchase.record()).charges).toHaveLength(1);
    expect(await fixture.service.tablesWith(purchase.token)).toEqual([]);
  });

  it('says that a charge was declined for good', async () => {
    const purchase = fixture.purchase(`tok_declined-${newId()}`);
    await purchase.offer();
    await purchase.place();
    await purchase.reserve();
    await purchase.until(REFUSED);
    expect(await purchase.said(REFUSED)).toMatchObject([{ paymentId: purchase.paymentId, isFinal: true }]);
    await purchase.payAgain('tok_visa-in-vain');
    await purchase.done();
    expect(await purchase.said(TAKEN)).toEqual([]);
    expect(await purchase.ledger()).toEqual([]);
  });

  it('takes another means of payment when the first one has too little money', async () => {
    const purchase = fixture.purchase(`tok_insufficient-${newId()}`);
    await purchase.offer();
    await purchase.place();
    await purchase.reserve();
    await purchase.until(REFUSED);
    expect(await purchase.said(REFUSED)).toMatchObject([{ isFinal: false }]);
    await purchase.payAgain(`tok_visa-${newId()}`);
    await purchase.until(TAKEN);
    const { paymentId, total } = purchase;
    expect(await purchase.said(TAKEN)).toMatchObject([{ paymentId, kept: total }]);
    const versions = (await fixture.service.said(TAKEN))
      .filter(({ attributes }) => attributes.subject === purchase.orderId)
      .map(({ attributes }) => attributes.entityversion);
    expect(versions).toEqual([2]); // the refusal was the first
  });

  it('never charges an order that was cancelled before', async () => {
    const purchase = fixture.purchase();
    await purchase.cancel();
    await purchase.offer();
    await purchase.place();
    await purchase.reserve();
    await purchase.done();
    expect(await fixture.service.tablesWith(purchase.token)).toEqual([]);
    expect((await purchase.record()).charges).toEqual([]);
    expect(await purchase.said(REFUNDED)).toEqual([]);
  });

  it('refunds a cancelled order once, also when it is told twice', async () => {
    const purchase = fixture.purchase();
    await purchase.pay();
    const refundId = await purchase.cancel();
    await purchase.cancel(refundId);
    await purchase.until(REFUNDED);
    await purchase.done();
    expect(await purchase.said(REFUNDED)).toMatchObject([
      { refundId, refunded: purchase.total, kept: { amount: 0, currency: 'USD' } },
    ]);
    expect((await purchase.record()).refunds).toMatchObject([
      { key: `refund-${refundId}`, ...purchase.total },
    ]);
    expect((await purchase.ledger()).map(({ amount }) => amount).reduce((one, other) => one + other)).toBe(0);
    expect(await purchase.sale()).toMatchObject({ kept: 0, refunds: [{ refundId, state: 'done' }] });
  });

  it('refunds the price of what came back, and of the rest when the order is cancelled', async () => {
    const purchase = fixture.purchase();
    const returnId = await purchase.takeBack(); // overtakes the payment
    await purchase.pay();
    await purchase.until(REFUNDED);
    const cancellationId = await purchase.cancel();
    await purchase.until(REFUNDED, 2);
    expect(await purchase.said(REFUNDED)).toMatchObject([
      { refundId: returnId, refunded: { amount: 1_999 }, kept: { amount: 3_998 } },
      { refundId: cancellationId, refunded: { amount: 3_998 }, kept: { amount: 0 } },
    ]);
  });

  it('tells once that a refund failed, and a replay from the hospital ends it', async () => {
    const purchase = fixture.purchase(`tok_norefund-${newId()}`);
    await purchase.pay();
    const refundId = await purchase.cancel();
    await purchase.until(FAILED);
    expect(await purchase.said(FAILED)).toMatchObject([{ refundId, amount: purchase.total }]);
    expect(await purchase.sale()).toMatchObject({
      kept: purchase.total.amount,
      refunds: [{ state: 'failed' }],
    });
    const messages = [{ kind: 'effect', id: `refund-${refundId}` }];
    const replay = { act: 'replay', why: 'the card is valid again', messages };
    expect(
      (await fixture.service.post('/hospital/acts', replay, { as: { operator: 'olga' } })).body.done,
    ).toBe(1);
    await purchase.until(REFUNDED);
    await purchase.done();
    expect(await purchase.said(REFUNDED)).toMatchObject([{ refundId, kept: { amount: 0 } }]);
    expect(await purchase.said(FAILED)).toHaveLength(1);
    expect(await fixture.service.patients()).toEqual([]);
  });

  it('holds an erasure until the order has ended, and then keeps no person, but the ledger', async () => {
    const purchase = fixture.purchase();
    await purchase.pay();
    const erased = await purchase.erase();
    const held = async () =>
      fixture.environment.logs.some(
        ({ msg, event_id }) => msg === 'an erasure is held' && event_id === erased.id,
      );
    await eventually(held);
    await purchase.dispatch();
    await fixture.service.hasHeard(erased.id);
    expect(await fixture.service.tablesWith(purchase.customerId)).toEqual([
      'messaging.outbox',
      'messaging.tombstone',
    ]);
    expect(await fixture.service.tablesWith(purchase.orderId)).toContain('public.ledger');
    expect(await purchase.offer(`tok_visa-${newId()}`)).toBe(410);
  });

  it('locks no order before its customer when it erases, so that an event about the order can go on', async () => {
    const purchase = fixture.purchase();
    await purchase.pay();
    await purchase.dispatch();
    const { customerId, orderId } = purchase;
    const { query } = fixture.service.database;
    const erased = await query.transaction().execute(async (tx) => {
      await sql`select messaging.forgotten(${customerId})`.execute(tx); // as an event about the customer does
      const event = await purchase.erase();
      await eventually(async () => {
        const { rows } = await sql`select from pg_locks where locktype = 'advisory' and not granted
          and database = (select oid from pg_database where datname = current_database())`.execute(tx);
        return rows.length > 0;
      });
      await sql`select from sale where order_id = ${orderId} for update nowait`.execute(tx);
      return event;
    });
    await fixture.service.hasHeard(erased.id);
  });

  it('keeps a booking that was not told yet from an erasure, because others count them', () => {
    expect([PaymentTaken, PaymentRefunded].map(({ holdsErasureMs }) => holdsErasureMs)).toEqual([
      OWED_MS,
      OWED_MS,
    ]);
  });

  it('holds an erasure while a parcel is on its way back, unless it is rejected', async () => {
    const purchase = fixture.purchase();
    await purchase.pay();
    await purchase.dispatch();
    const returnId = newId();
    await purchase.expectReturn(returnId);
    const erased = await purchase.erase();
    await eventually(() => fixture.environment.logs.some(({ event_id }) => event_id === erased.id));
    expect(await fixture.service.tablesWith(purchase.customerId)).toContain('public.sale');
    await purchase.rejectReturn(returnId);
    await fixture.service.hasHeard(erased.id);
    expect(await purchase.said(REFUNDED)).toEqual([]);
  });

  it('shows operators the ledger in pages, and what each account holds', async () => {
    const purchase = fixture.purchase();
    await purchase.pay();
    const [{ sequence }] = await purchase.said(TAKEN);
    const entries = [];
    let next: string | undefined = '/ledger?limit=3';
    while (next) {
      const { headers, body } = await fixture.read(next);
      entries.push(...body.entries);
      const [, link] = /^<(.+)>; rel="next"$/.exec(headers.get('link') ?? '') ?? [];
      next = link && new URL(link, new URL(next, fixture.service.url)).href;
    }
    const places = entries.map((entry) => `${entry.sequence} ${entry.account}`);
    const expected = Array.from({ length: entries.length / 2 }, (_, at) => [
      `${at + 1} gateway`,
      `${at + 1} sales`,
    ]);
    expect(places).toEqual(expected.flat()); // no gap
    const { orderId, paymentId, total } = purchase;
    expect(entries.filter((entry) => entry.sequence === sequence)).toMatchObject([
      { account: 'gateway', amount: total.amount, orderId, reason: 'payment', reference: paymentId },
      { account: 'sales', amount: -total.amount },
    ]);
    const until = entries.filter((entry) => entry.sequence <= sequence && entry.account === 'gateway');
    const held = until.reduce((sum, { amount }) => sum + (amount as number), 0);
    expect((await fixture.read(`/ledger/balances?upTo=${sequence}`)).body).toEqual({
      sequence,
      balances: [
        { account: 'gateway', currency: 'USD', amount: held },
        { account: 'sales', currency: 'USD', amount: -held },
      ],
    });
    expect((await fixture.service.get('/ledger')).status).toBe(401);
    expect((await fixture.read(`/sales/${newId()}`)).status).toBe(404);
  });

  it('books without gaps and in sequence, however many at once: nobody sees a later one first', async () => {
    const purchases = Array.from({ length: 8 }, () => fixture.purchase());
    const { query } = fixture.service.database;
    const places = async () => {
      const { rows } = await sql<{
        sequence: number;
      }>`select distinct sequence from ledger order by 1`.execute(query);
      return rows.map(({ sequence }) => sequence);
    };
    const seen: number[][] = [];
    const paid = Promise.all(purchases.map((purchase) => purchase.pay()));
    let isDone = false;
    void paid.finally(() => (isDone = true));
    while (!isDone) seen.push(await places());
    await paid;
    for (const found of seen) expect(found).toEqual(found.map((_, at) => at + 1));
  });

  it.each([
    ['changed', 'update ledger set amount = 0'],
    ['deleted', 'delete from ledger'],
    ['emptied', 'truncate ledger'],
  ])('has a ledger that cannot be %s', async (_what, statement) => {
    await fixture.purchase().pay();
    await expect(sql.raw(statement).execute(fixture.service.database.query)).rejects.toThrow(/append-only/);
  });

  it('has a ledger that takes no booking out of balance', async () => {
    const booking = sql`
      insert into ledger (sequence, account, amount, currency, order_id, reason, reference)
      values (0, 'gateway', 5, 'USD', ${newId()}, 'payment', ${newId()}), (0, 'sales', -4, 'USD', ${newId()}, 'payment', ${newId()})`;
    await expect(booking.execute(fixture.service.database.query)).rejects.toThrow('not balanced');
  });
});

describe('a charge while the gateway is away', () => {
  let fixture: FinanceFixture;
  beforeAll(async () => {
    fixture = await FinanceFixture.open({ RETRY_SCHEDULE: Array(20).fill('300ms').join(',') });
  });
  afterAll(() => fixture.close());

  it('is made once it is back, with the same key, and never counts as refused', async () => {
    const purchase = fixture.purchase();
    await fixture.gateway.unavailable();
    await purchase.offer();
    await purchase.place();
    await purchase.reserve();
    await eventually(async () =>
      (await fixture.gateway.requests()).some(({ body }) => body.includes(purchase.token)),
    );
    expect(await purchase.waiting()).toEqual(['payment.take']);
    expect(await purchase.said(REFUSED)).toEqual([]);
    await fixture.gateway.recover();
    await purchase.until(TAKEN);
    const attempts = (await fixture.gateway.requests()).filter(({ body }) => body.includes(purchase.token));
    const keys = attempts.map(({ headers }) => headers['idempotency-key']);
    expect(attempts.length).toBeGreaterThan(1);
    expect(new Set(keys)).toEqual(new Set([purchase.key]));
    expect((await purchase.record()).charges).toHaveLength(1);
  });

  it('that was made is refunded, when the order is cancelled before it is known', async () => {
    const purchase = fixture.purchase();
    await fixture.gateway.reset();
    await purchase.offer();
    await purchase.place();
    await purchase.reserve();
    await eventually(async () => (await purchase.waiting()).length);
    const { key, token, total } = purchase;
    await fixture.gateway.recover();
    // The gateway made the charge, and the answer was lost.
    await fetch(`${fixture.gateway.url}/charges`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify({ token, ...total }),
    });
    await purchase.cancel();
    await purchase.until(REFUNDED);
    expect((await purchase.record()).refunds).toMatchObject([{ amount: total.amount }]);
    expect(await purchase.sale()).toMatchObject({ kept: 0 });
  });
});
