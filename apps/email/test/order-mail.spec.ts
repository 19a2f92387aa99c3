import { describe, expect, it } from '@jest/globals';
import { type News, orderMail } from '../src/order-mail.js';

const ORDER = '0193a1b2-7c00-7000-8000-000000000061';

describe('a mail about an order', () => {
  it.each([
    ['stock-missing', 'because we do not have all of its records any more'],
    ['payment-refused', 'because your means of payment was refused'],
    ['requested', 'as you asked'],
    ['expired', 'because it was not paid in time'],
    ['undeliverable', 'because it could not be sent to you'],
  ])('tells why it was cancelled: %s', (reason, because) => {
    const { subject, text } = orderMail(ORDER, { kind: 'cancelled', reason });
    expect(subject).toBe(`Your order ${ORDER} was cancelled`);
    expect(text).toContain(`Your order ${ORDER} was cancelled ${because}.`);
  });

  it.each([
    ['payment-refused', 'You have paid nothing for it.'],
    ['stock-missing', 'You have paid nothing for it.'],
    ['requested', 'If money was taken for it, you get it back.'],
  ])('tells of the money of an order that was cancelled: %s', (reason, money) => {
    expect(orderMail(ORDER, { kind: 'cancelled', reason }).text).toMatch(new RegExp(`\n\n${money}$`));
  });

  it('tells no reason that it does not know', () => {
    expect(orderMail(ORDER, { kind: 'cancelled', reason: 'moon-phase' }).text).toContain('was cancelled.\n');
  });

  it('tells the number of the parcel', () => {
    expect(orderMail(ORDER, { kind: 'dispatched', trackingId: 'PARCEL-1' }).text).toContain('PARCEL-1');
  });

  it.each<News>([
    { kind: 'cancelled', reason: 'requested' },
    { kind: 'dispatched', trackingId: 'PARCEL-1' },
    { kind: 'refund-failed', amount: { amount: 1_299, currency: 'USD' } },
  ])('has the number of the order in its subject: $kind', (news) => {
    expect(orderMail(ORDER, news).subject).toContain(`our order ${ORDER}`);
  });

  it.each([
    [1_999, 'USD', '$19.99'],
    [5, 'USD', '$0.05'],
    [1_999, 'JPY', '¥1,999'],
  ])('tells how much is to be refunded: %d %s', (amount, currency, shown) => {
    expect(orderMail(ORDER, { kind: 'refund-failed', amount: { amount, currency } }).text).toContain(shown);
  });
});
