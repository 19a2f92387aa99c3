import { newId } from '#libs/telemetry';
import {
  accepted,
  eventually,
  facts,
  message,
  type ServiceUnderTest,
  TestEnvironment,
  verifyProvider,
} from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { finance } from '../src/finance.module.js';
import { untaken } from './untaken.js';

const TOTAL = { amount: 1_999, currency: 'USD' };

describe('finance', () => {
  let environment: TestEnvironment;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    const gateway = await environment.stubThirdParty('payment-gateway');
    service = await environment.start(finance, { PAYMENT_GATEWAY_URL: gateway.url });
  });
  afterAll(() => environment.close());

  const forgetOffers = () => sql`delete from payment`.execute(service.database.query);
  const offer = async (paymentId: string, customerId: string, token: string) =>
    accepted(
      await service.put(`/payments/${paymentId}`, { customerId, token }, { as: { service: 'orders' } }),
    );
  const offerAnother = async ({ paymentId = '', customerId = '' }: Record<string, string>) => {
    await forgetOffers();
    await offer(paymentId, customerId, 'tok_visa-another');
  };

  /** An order that is placed and reserved, and cancelled if it has a refund, is paid with this token. */
  const pay = async (token: string, type: string, refundId?: string) => {
    const [orderId, customerId, paymentId] = [newId(), newId(), newId()];
    const { query } = service.database;
    await sql`
      insert into sale (order_id, customer_id, amount, currency, payment_id, offer_version, reserved_until, lines)
      values (${orderId}, ${customerId}, ${TOTAL.amount}, ${TOTAL.currency}, ${paymentId}, 1, now() + interval '1 hour', '[]')`.execute(
      query,
    );
    await sql`
      insert into payment (payment_id, order_id, customer_id) values (${paymentId}, ${orderId}, ${customerId})`.execute(
      query,
    );
    if (refundId)
      await sql`insert into refund (refund_id, order_id, state) values (${refundId}, ${orderId}, 'due')`.execute(
        query,
      );
    await offer(paymentId, customerId, token);
    await eventually(async () =>
      (await service.said(type)).some(({ attributes }) => attributes.subject === orderId),
    );
    const kept = type === 'payment.refunded.v1' ? { ...TOTAL, amount: 0 } : TOTAL;
    const ids = { orderId, customerId, paymentId, refundId, subject: orderId, datasubject: customerId };
    const isFinal = token.startsWith('tok_declined');
    return facts({ ...ids, kept, refunded: TOTAL, amount: TOTAL, isFinal, entityversion: refundId ? 2 : 1 });
  };

  const forget = (customerId: string) =>
    environment.deliver('orders', service, message('order.customer-forgotten.v1', { customerId }));
  const erase = async () => {
    const customerId = newId();
    await forget(customerId);
    return facts({ customerId, subject: customerId });
  };

  const states = {
    'no payment was offered': () => forgetOffers(),
    'this payment was offered with another token': offerAnother,
    'this customer is forgotten': ({ customerId = '' }: Record<string, string>) => forget(customerId),
    'payment.taken.v1 has been published': () => pay('tok_visa-0001', 'payment.taken.v1'),
    'payment.refused.v1 has been published': {
      'for good': () => pay('tok_declined-0001', 'payment.refused.v1'),
      'for now': () => pay('tok_insufficient-0001', 'payment.refused.v1'),
    },
    'payment.refunded.v1 has been published': () => pay('tok_visa-0002', 'payment.refunded.v1', newId()),
    'payment.refund-failed.v1 has been published': () =>
      pay('tok_norefund-0001', 'payment.refund-failed.v1', newId()),
    'payment.customer-forgotten.v1 has been published': erase,
  };

  it('keeps its pacts', async () => {
    expect(await verifyProvider(service, { states, untaken })).not.toEqual([]);
  });
});
