import { UserError } from '#tooling/platform';
import { FAULTS } from './catalogue.js';
import type { Fault, FaultyPlatform, Undo } from './fault.js';

/** A fault that is on, since when, and what turns it off. */
interface On {
  since: Date;
  undo: Undo;
}

/** A fault as people see it. */
export interface FaultState extends Pick<Fault, 'name' | 'title' | 'about' | 'service' | 'alert' | 'mend'> {
  on: boolean;
  /** When it was turned on, as ISO 8601. */
  since: string | null;
}

/** The faults of one running platform. Each change waits for the one before. */
export class Faults {
  private readonly on = new Map<string, On>();
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly platform: FaultyPlatform,
    private readonly faults: readonly Fault[] = FAULTS,
  ) {}

  list(): FaultState[] {
    return this.faults.map((fault) => this.stateOf(fault));
  }

  /** Undefined when there is no such fault. */
  find(name: string): FaultState | undefined {
    const fault = this.faults.find((one) => one.name === name);
    return fault && this.stateOf(fault);
  }

  /**
   * Turns a fault on; one that is on stays on.
   * @throws UserError when another fault already changes the same service, or this platform cannot have it
   */
  turnOn(name: string): Promise<FaultState> {
    return this.afterOthers(async () => {
      const fault = this.named(name);
      if (!this.on.has(name)) {
        this.checkAlone(fault);
        const since = new Date();
        this.on.set(name, { since, undo: await fault.turnOn(this.platform) });
      }
      return this.stateOf(fault);
    });
  }

  /** Turns a fault off; one that is off stays off. When that fails, it stays on and can be turned off again. */
  turnOff(name: string): Promise<FaultState> {
    return this.afterOthers(async () => {
      const fault = this.named(name);
      await this.on.get(name)?.undo();
      this.on.delete(name);
      return this.stateOf(fault);
    });
  }

  /** Waits for a change that is under way. */
  async settled(): Promise<void> {
    await this.last;
  }

  private checkAlone({ title, service }: Fault): void {
    const other = this.faults.find((fault) => fault.service === service && this.on.has(fault.name));
    if (other)
      throw new UserError(`"${title}" changes ${service}, as "${other.title}" does: turn that off first.`);
  }

  private named(name: string): Fault {
    const fault = this.faults.find((one) => one.name === name);
    if (fault) return fault;
    throw new UserError(`There is no fault ${name}.`);
  }

  private stateOf({ name, title, about, service, alert, mend }: Fault): FaultState {
    const since = this.on.get(name)?.since.toISOString() ?? null;
    return { name, title, about, service, alert, mend, on: since !== null, since };
  }

  private afterOthers<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.last.then(work);
    this.last = result.catch(() => {});
    return result;
  }
}

/** Removes what a launcher that was killed while a fault was on has left in the database. */
export async function clearFaults(
  platform: Pick<FaultyPlatform, 'databaseUrl'>,
  faults: readonly Fault[] = FAULTS,
): Promise<void> {
  for (const { clear } of faults) await clear?.(platform);
}
