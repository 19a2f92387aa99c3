import type { DataOf } from '#libs/messaging';
import type { SendOrderMail } from './events.js';

/** What a mail about an order tells. */
export type News = DataOf<typeof SendOrderMail>['news'];

const BECAUSE: Record<string, string> = {
  'stock-missing': 'because we do not have all of its records any more',
  'payment-refused': 'because your means of payment was refused',
  requested: 'as you asked',
  expired: 'because it was not paid in time',
  undeliverable: 'because it could not be sent to you',
};

/** Why an order is cancelled before any payment was taken. */
const UNPAID = ['payment-refused', 'stock-missing'];

/** @param amount in minor units, such as cents */
function moneyOf({ amount, currency }: { amount: number; currency: string }): string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 0));
}

/** The subject and the text of a mail about an order, without the greeting. */
export function orderMail(orderId: string, news: News): { subject: string; text: string } {
  switch (news.kind) {
    case 'cancelled': {
      const because = BECAUSE[news.reason];
      const money = UNPAID.includes(news.reason)
        ? 'You have paid nothing for it.'
        : 'If money was taken for it, you get it back.';
      const text = `Your order ${orderId} was cancelled${because ? ` ${because}` : ''}.\n\n${money}`;
      return { subject: `Your order ${orderId} was cancelled`, text };
    }
    case 'dispatched':
      return {
        subject: `Your order ${orderId} is on its way`,
        text: `Your order ${orderId} is on its way. The number of the parcel is ${news.trackingId}.`,
      };
    case 'refund-failed':
      return {
        subject: `The refund of your order ${orderId} takes longer`,
        text: `We could not yet pay back ${moneyOf(news.amount)} for your order ${orderId}. We keep trying, and you need not do anything.`,
      };
  }
}
