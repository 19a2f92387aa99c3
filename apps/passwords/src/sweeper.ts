import { Telemetry } from '#libs/telemetry';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Credentials } from './credentials.js';
import { PasswordsConfig } from './passwords.config.js';

/** Sweeps on a timer. Several replicas may sweep at once: the second finds nothing left. */
@Injectable()
export class Sweeper implements OnApplicationBootstrap, OnModuleDestroy {
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly credentials: Credentials,
    private readonly config: PasswordsConfig,
    private readonly telemetry: Telemetry,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.sweep(), this.config.SWEEP_EVERY);
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  private async sweep(): Promise<void> {
    await this.telemetry.tracing
      .flow('sweep credentials', () => this.credentials.sweep())
      .catch((err) => this.telemetry.log.warn({ err }, 'unused credentials wait for the next sweep'));
  }
}
