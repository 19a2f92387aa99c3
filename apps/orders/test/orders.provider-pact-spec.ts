import { newId } from '#libs/telemetry';
import { accepted, facts, message, verifyProvider } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import type { Money } from '../src/money.js';
import { KnownOrder, sell } from './known-order.js';
import { type Customer, OrdersFixture, TOKEN } from './orders-fixture.js';
import { untaken } from './untaken.js';

describe('orders', () => {
  let fixture: OrdersFixture;

  beforeAll(async () => {
    fixture = await OrdersFixture.open();
  });
  afterAll(() => fixture.close());

  const factsAbout = ({ customerId }: Customer, orderId: string, entityversion: number, told: object = {}) =>
    facts({ orderId, customerId, subject: orderId, datasubject: customerId, entityversion, ...told });

  /** An order of which something is known, as if it had been heard. */
  const placed = async (known: Record<string, 'payment' | 'order'> = {}) => {
    const customer = fixture.customer();
    const record = await fixture.record();
    const orderId = await customer.placed(record, 2);
    const [said] = await customer.published('order.placed.v1', orderId);
    const { paymentId } = said!.body as { paymentId: string };
    for (const [type, kind] of Object.entries(known))
      await sql`
        insert into fact (order_id, type, about, version, data)
        values (${orderId}, ${type}, ${kind === 'order' ? orderId : paymentId}, 1, '{}')`.execute(
        fixture.service.database.query,
      );
    return { customer, record, orderId, paymentId };
  };

  const place = async () => {
    const { customer, record, orderId, paymentId } = await placed();
    const { recordId, price } = record;
    const lines = [{ recordId, quantity: 2, price }];
    const total = { ...price, amount: 2 * price.amount };
    return factsAbout(customer, orderId, 1, { paymentId, lines, total });
  };
  const requestCancellation = async () => {
    const { customer, orderId } = await placed();
    accepted(await customer.post(`/orders/${orderId}/cancellation`));
    return factsAbout(customer, orderId, 2);
  };
  const cancel = async () => {
    const { customer, orderId } = await placed();
    await customer.hears('warehouse', 'stock.released.v1', orderId, { reason: 'expired' });
    const [said] = await customer.published('order.cancelled.v1', orderId);
    const { cancellationId } = said!.body as { cancellationId: string };
    return factsAbout(customer, orderId, 2, { cancellationId, reason: 'expired' });
  };
  const payAgain = async () => {
    const { customer, orderId } = await placed({ 'payment.refused': 'payment' });
    accepted(await customer.post(`/orders/${orderId}/payments`, { token: TOKEN }));
    return factsAbout(customer, orderId, 2);
  };
  const requestReturn = async () => {
    const { customer, record, orderId } = await placed({ 'stock.dispatched': 'order' });
    const lines = [{ recordId: record.recordId, quantity: 1 }];
    const answer = await customer.post(`/orders/${orderId}/returns`, { lines });
    accepted(answer);
    const [{ returnId }] = answer.body.returns;
    return factsAbout(customer, orderId, 2, { returnId, lines });
  };
  const eraseOne = (customerId: string) =>
    fixture.environment.deliver('customers', fixture.service, message('customer.erased.v1', { customerId }));
  const erase = async () => {
    const customerId = newId();
    await eraseOne(customerId);
    return facts({ customerId, subject: customerId });
  };

  const of = (params: Record<string, any>) => new KnownOrder(fixture.service, params);

  const states = {
    'this person has more orders than a page shows': async (params: Record<string, any>) => {
      for (let number = 0; number <= 20; number++) await of({ ...params, orderId: newId() }).place();
    },
    'this order is placed': (params: Record<string, any>) => of(params).place(),
    'this order is of another person': (params: Record<string, any>) =>
      of({ ...params, customerId: newId() }).place(),
    'this order was dispatched': (params: Record<string, any>) => of(params).dispatched(),
    'the cancellation of this order came too late': (params: Record<string, any>) =>
      of(params).cancelledTooLate(),
    'the payment of this order was refused': (params: Record<string, any>) => of(params).refused(),
    'this order was cancelled': (params: Record<string, any>) => of(params).cancelled(),
    'the refund of this order has failed': (params: Record<string, any>) => of(params).refundFailed(),
    'something of this order is coming back': (params: Record<string, any>) => of(params).returning(),
    'a return of this order was rejected': (params: Record<string, any>) => of(params).returnRejected(),
    'this record is for sale at this price': ({ recordId, price }: Record<string, any>) =>
      sell(fixture.service, recordId as string, price as Money),
    'this record is not for sale': ({ recordId }: Record<string, any>) =>
      sql`delete from record where record_id = ${recordId}`.execute(fixture.service.database.query),
    'this customer was erased': ({ customerId }: Record<string, any>) => eraseOne(customerId as string),
    'another cart was ordered under this key': async (params: Record<string, any>) => {
      const { customerId, recordId, price, key } = params;
      await sell(fixture.service, recordId as string, price as Money);
      const customer = fixture.customer(customerId as string);
      accepted(await customer.order([{ recordId, quantity: 1, price }], { key: key as string }));
    },
    'another return was requested under this key': async (params: Record<string, any>) => {
      const { customerId, orderId, recordId, key } = params;
      await of(params).dispatched();
      const back = { lines: [{ recordId, quantity: 2 }] };
      const customer = fixture.customer(customerId as string);
      accepted(await customer.post(`/orders/${orderId}/returns`, back, key as string));
    },
    'order.placed.v1 has been published': place,
    'order.cancellation-requested.v1 has been published': requestCancellation,
    'order.cancelled.v1 has been published': cancel,
    'order.payment-offered.v1 has been published': payAgain,
    'order.return-requested.v1 has been published': requestReturn,
    'order.customer-forgotten.v1 has been published': erase,
  };

  it('keeps its pacts', async () => {
    expect(await verifyProvider(fixture.service, { states, untaken })).not.toEqual([]);
  });
});
