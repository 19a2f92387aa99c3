import type { Telemetry } from '#libs/telemetry';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';

interface RecurringOptions {
  /** The name of its spans. */
  name: string;
  /** From one start to the next, in milliseconds. A start is left out while the work still runs. */
  everyMs: number;
  work: () => Promise<unknown>;
  /** What is logged, as a warning with the error, when the work fails. */
  failure: string;
}

/**
 * Work that a timer causes, each time as a business process of its own. What is due is in the database, so a restart loses
 * nothing; replicas may do it at the same time.
 */
export abstract class Recurring implements OnApplicationBootstrap, OnModuleDestroy {
  private timer?: NodeJS.Timeout;
  private running?: Promise<unknown>;

  constructor(
    private readonly telemetry: Telemetry,
    private readonly options: RecurringOptions,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void (this.running ??= this.run()), this.options.everyMs);
  }

  /** Waits for running work, because it needs the database. */
  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  private run(): Promise<unknown> {
    const { name, work, failure } = this.options;
    const { tracing, log } = this.telemetry;
    return tracing.flow(name, () =>
      work()
        .catch((err: unknown) => log.warn({ err }, failure))
        .finally(() => (this.running = undefined)),
    );
  }
}
