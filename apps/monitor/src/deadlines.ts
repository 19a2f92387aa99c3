import { Database, Retention } from '#libs/database';
import { HospitalRecords, Queues } from '#libs/messaging';
import { Telemetry } from '#libs/telemetry';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { MonitorConfig } from './monitor.config.js';
import { Processes } from './processes.js';

/** With so many events unhandled, the fault is ours: no process is judged. */
const MOST_UNHANDLED = 1_000;

/**
 * Looks for steps that have missed their deadline. Only what the monitor has heard of counts: while the broker is down, or
 * messages wait for the monitor itself, nobody is accused of having missed anything since. A process of which the monitor
 * could not handle an event is not judged.
 */
@Injectable()
export class Deadlines implements OnApplicationBootstrap, OnModuleDestroy {
  private timer?: NodeJS.Timeout;
  private looking?: Promise<void>;
  private readonly retention: Retention;

  constructor(
    private readonly processes: Processes,
    private readonly queues: Queues,
    private readonly hospital: HospitalRecords,
    private readonly config: MonitorConfig,
    private readonly telemetry: Telemetry,
    database: Database,
  ) {
    const over = { table: 'process', column: 'changed_at', days: config.PROCESS_DAYS };
    this.retention = new Retention(database, [{ ...over, unless: `state in ('running', 'stuck')` }], (err) =>
      telemetry.log.warn({ err }, 'old processes could not be deleted; they are tried again in an hour'),
    );
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void (this.looking ??= this.look()), this.config.DEADLINES_EVERY);
    this.retention.start();
  }

  /** Waits for a running look, because it needs the database. */
  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    this.retention.stop();
    await this.looking;
  }

  private async look(): Promise<void> {
    try {
      const heardUpTo = this.queues.heardUpTo(await this.queues.states());
      const unhandled = await this.hospital.unhandledEvents(MOST_UNHANDLED);
      if (unhandled.length === MOST_UNHANDLED) throw new Error('too many events are unhandled here');
      while (await this.processes.judgeDue(heardUpTo, unhandled)) continue;
    } catch (err) {
      this.telemetry.log.warn({ err }, 'deadlines could not be checked; the next look tries again');
    } finally {
      delete this.looking;
    }
  }
}
