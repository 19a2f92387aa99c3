import { Telemetry } from '#libs/telemetry';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Credentials } from './credentials.js';
import { PasswordsConfig } from './passwords.config.js';

/** Sweeps on a timer. Several replicas may sweep at once: the second finds nothing left. */
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

  /** Lets a sweep end that is under way: it needs the database. */
  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.sweeping;
  }

  private async sweep(): Promise<void> {
    const { tracing, log } = this.telemetry;
    await tracing.flow('sweep credentials', () =>
      this.credentials
        .sweep()
        .catch((err) => log.warn({ err }, 'unused credentials wait for the next sweep'))
        .finally(() => (this.sweeping = undefined)),
    );
  }
}
