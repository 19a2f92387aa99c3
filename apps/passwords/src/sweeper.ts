import { Telemetry } from '#libs/telemetry';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Credentials } from './credentials.js';
import { PasswordsConfig } from './passwords.config.js';

/** Sweeps unused credentials on a timer. Replicas may sweep at the same time: the second finds nothing left. */
@Injectable()
export class Sweeper implements OnApplicationBootstrap, OnModuleDestroy {
  private timer?: NodeJS.Timeout;
  private sweeping?: Promise<void>;

  constructor(
    private readonly credentials: Credentials,
    private readonly config: PasswordsConfig,
    private readonly telemetry: Telemetry,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void (this.sweeping ??= this.sweep()), this.config.SWEEP_EVERY);
  }

  /** Waits for a running sweep, because it needs the database. */
  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.sweeping;
  }

  private async sweep(): Promise<void> {
    const { tracing, log } = this.telemetry;
    await tracing.flow('sweep credentials', () =>
      this.credentials
        .sweep()
        .catch((err) =>
          log.warn({ err }, 'unused credentials could not be swept; the next sweep tries again'),
        )
        .finally(() => (this.sweeping = undefined)),
    );
  }
}
