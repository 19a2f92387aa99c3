import { Telemetry } from '#libs/telemetry';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { FinanceConfig } from './finance.config.js';
import { Payments } from './payments.js';

/** Erases old tokens on a timer. Replicas may do so at the same time: the second finds nothing left. */
@Injectable()
export class TokenEraser implements OnApplicationBootstrap, OnModuleDestroy {
  private timer?: NodeJS.Timeout;
  private running?: Promise<void>;

  constructor(
    private readonly payments: Payments,
    private readonly config: FinanceConfig,
    private readonly telemetry: Telemetry,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void (this.running ??= this.erase()), this.config.TOKENS_ERASED_EVERY);
  }

  /** Waits for a running erasure, because it needs the database. */
  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  private async erase(): Promise<void> {
    const { tracing, log } = this.telemetry;
    await tracing.flow('erase old tokens', () =>
      this.payments
        .eraseOldTokens()
        .catch((err) =>
          log.warn({ err }, 'old tokens of payments could not be erased; the next turn tries again'),
        )
        .finally(() => (this.running = undefined)),
    );
  }
}
