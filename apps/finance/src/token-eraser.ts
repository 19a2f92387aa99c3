import { Recurring } from '#libs/service';
import { Telemetry } from '#libs/telemetry';
import { Injectable } from '@nestjs/common';
import { FinanceConfig } from './finance.config.js';
import { Payments } from './payments.js';

/** Erases old tokens on a timer. Of two replicas, the second finds nothing left. */
@Injectable()
export class TokenEraser extends Recurring {
  constructor(payments: Payments, { TOKENS_ERASED_EVERY }: FinanceConfig, telemetry: Telemetry) {
    super(telemetry, {
      name: 'erase old tokens',
      everyMs: TOKENS_ERASED_EVERY,
      work: () => payments.eraseOldTokens(),
      failure: 'old tokens of payments could not be erased; the next turn tries again',
    });
  }
}
