import { effect, heard, said, total } from '#libs/messaging';
import { z } from 'zod';

export const noun = 'email';

const Customer = z.object({ customerId: z.uuid() });
const Address = Customer.extend({ email: z.email(), emailHash: z.string() });
const Recipient = Address.extend({ givenName: z.string() });

/** The names of fields differ, but what this service looks for is `email`: so the pact demands it. */
const ChangedField = z.union([z.literal('email'), z.string()]);

/** Heard. */
export const CustomerRegistered = heard(
  'customer.registered.v2',
  Address.extend({ name: z.object({ given: z.string() }) }),
  { from: 'customers', repeatable: true, attributes: ['entityversion', 'datasubject'] },
);
export const CustomerChanged = heard(
  'customer.changed.v1',
  Recipient.extend({ changed: z.array(ChangedField).min(1) }),
  {
    from: 'customers',
    repeatable: true,
    attributes: ['entityversion', 'datasubject'],
  },
);
export const CustomerErased = heard('customer.erased.v1', Customer, { from: 'customers' });

const Account = Customer.extend({ email: z.email() });
const from = 'passwords';
export const ResetRequested = heard(
  'credential.reset-requested.v1',
  Account.extend({ requestId: z.uuid() }),
  { from, attributes: ['datasubject'] },
);
export const PasswordChanged = heard('credential.password-changed.v1', Account, {
  from,
  attributes: ['datasubject'],
});
export const TokenReused = heard('credential.token-reused.v1', Account, {
  from,
  attributes: ['datasubject'],
});

const Order = Customer.extend({ orderId: z.uuid() });
const Money = z.object({ amount: z.int().min(0), currency: z.string().regex(/^[A-Z]{3}$/) });
const attributes = ['datasubject'] as const;
export const OrderCancelled = heard('order.cancelled.v1', Order.extend({ reason: z.string() }), {
  from: 'orders',
  attributes,
});
export const StockDispatched = heard('stock.dispatched.v1', Order.extend({ trackingId: z.string() }), {
  from: 'warehouse',
  attributes,
});
export const RefundFailed = heard('payment.refund-failed.v1', Order.extend({ amount: Money }), {
  from: 'finance',
  attributes: ['datasubject'],
});
/** What customers are told of an order: a second mail about it is no step of a flow. */
export const OrderNews = total('order-news', [OrderCancelled, StockDispatched, RefundFailed]);

/** Effects. */
export const SendVerification = effect(
  'email.send-verification',
  Recipient.extend({
    /** Mails that wait since before the upgrade have none. */
    version: z.int().default(0),
    /** The person asked for it, beside the one that a sign-up or a change sends. */
    isAgain: z.boolean().default(false),
  }),
);

export const SendReset = effect('email.send-reset', Account.extend({ requestId: z.uuid() }));
const NoticeKind = z.enum(['password-changed', 'token-reused']);
export const SendNotice = effect('email.send-notice', Account.extend({ kind: NoticeKind }));
export const SendOrderMail = effect(
  'email.send-order-mail',
  Order.extend({
    news: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('cancelled'), reason: z.string() }),
      z.object({ kind: z.literal('dispatched'), trackingId: z.string() }),
      z.object({ kind: z.literal('refund-failed'), amount: Money }),
    ]),
  }),
);

/** Said. */
export const VerificationSent = said('email.verification-sent.v1', Customer, {
  subject: 'customerId',
  person: 'customerId',
});
export const EmailVerified = said('email.verified.v1', Customer.extend({ emailHash: z.string() }), {
  subject: 'customerId',
  person: 'customerId',
});
export const ResetSent = said('email.reset-sent.v1', Customer.extend({ requestId: z.uuid() }), {
  subject: 'customerId',
  person: 'customerId',
});
export const NoticeSent = said('email.notice-sent.v1', Customer.extend({ kind: NoticeKind }), {
  subject: 'customerId',
  person: 'customerId',
});
export const OrderMailSent = said(
  'email.order-mail-sent.v1',
  Order.extend({ kind: z.enum(['cancelled', 'dispatched', 'refund-failed']) }),
  { subject: 'orderId', person: 'customerId' },
);
export const CustomerForgotten = said('email.customer-forgotten.v1', Customer, { subject: 'customerId' });
