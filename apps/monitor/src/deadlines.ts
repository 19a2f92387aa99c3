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
  /** By the clock of this process, in milliseconds. */
  private judgedUpTo = performance.now();

  constructor(
    private readonly processes: Processes,
    private readonly queues: Queues,
    private readonly hospital: HospitalRecords,
    private readonly config: MonitorConfig,
    private readonly telemetry: Telemetry,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void (this.looking ??= this.look()), this.config.DEADLINES_EVERY);
  }

  /** How far behind processes are judged, in seconds. It grows while nobody can tell what was heard. */
  get lagSeconds(): number {
    return (performance.now() - this.judgedUpTo) / 1_000;
  }

  /** Waits for a running look, because it needs the database. */
  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.looking;
  }

  private async look(): Promise<void> {
    try {
      const askedAt = performance.now();
      const states = await this.queues.states();
      const heardUpTo = this.queues.heardUpTo(states);
      const unhandled = await this.hospital.unhandledEvents(MOST_UNHANDLED);
      if (unhandled.length === MOST_UNHANDLED) throw new Error('too many events are unhandled here');
      while (await this.processes.judgeDue(heardUpTo, unhandled)) continue;
      this.judgedUpTo = askedAt - Math.max(0, states.at.getTime() - heardUpTo.getTime());
    } catch (err) {
      this.telemetry.log.warn({ err }, 'deadlines could not be checked; the next look tries again');
    } finally {
      delete this.looking;
    }
  }
}
