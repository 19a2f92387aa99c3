import { configuration, duration } from '#libs/service';

export class FinanceConfig extends configuration('finance', {
  TOKEN_LASTS: duration('60m').meta({
    description: 'How long the token of a payment is kept at most; it is erased earlier once it is used',
  }),
  TOKENS_ERASED_EVERY: duration('1m').meta({ description: 'How often tokens that are too old are erased' }),
}) {}
