import { Telemetry } from '#libs/telemetry';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Fulfilment } from './fulfilment.js';
import { Returns } from './returns.js';
import { WarehouseConfig } from './warehouse.config.js';

/** How many orders and returns one sweep ends at most; the others wait for the next one. */
const MOST = 200;

/**
 * Ends what has waited for too long, on a timer. What is due is in the database, so a restart loses nothing. Replicas may
 * sweep at the same time: the second finds nothing left.
 */
@Injectable()
export class Sweeper implements OnApplicationBootstrap, OnModuleDestroy {
  private timer?: NodeJS.Timeout;
  private sweeping?: Promise<void>;

  constructor(
    private readonly fulfilment: Fulfilment,
    private readonly returns: Returns,
    private readonly config: WarehouseConfig,
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
    const end = async () => {
      await this.fulfilment.releaseOverdue(MOST);
      await this.returns.rejectOverdue(MOST);
    };
    await tracing.flow('sweep the warehouse', () =>
      end()
        .catch((err) => log.warn({ err }, 'what is overdue could not be ended; the next sweep tries again'))
        .finally(() => (this.sweeping = undefined)),
    );
  }
}
