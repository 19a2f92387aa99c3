import { configuration, duration, outside } from '#libs/service';
import { RefundPayment, TakePayment } from './events.js';

export class FinanceConfig extends configuration('finance', {
  PAYMENT_GATEWAY_URL: outside('payment-gateway', 'The payment gateway’s HTTP API', [
    TakePayment.type,
    RefundPayment.type,
  ]),
  TOKEN_LASTS: duration('60m').meta({
    description: 'How long the token of a payment is kept at most; it is erased earlier once it is used',
  }),
  TOKENS_ERASED_EVERY: duration('1m').meta({ description: 'How often tokens that are too old are erased' }),
}) {}
