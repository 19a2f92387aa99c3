import { readdir, readFile } from 'node:fs/promises';
import { type Series } from './growth.js';
import { type TableSize, tableSeries, tableSizes } from './tables.js';

/** What is read of a platform at one moment. */
export interface Look {
  atS: number;
  /** Resident memory of the process of all services, in MiB. */
  mib: number;
  files: number;
  tables: TableSize[];
}

const KIB_A_MIB = 1_024;
/** A tenth of the memory, and of the open files. */
const ALLOWED = { memory: { share: 0.1, amount: 10 }, files: { share: 0.1, amount: 5 } };

/** Looks at a platform again and again while it works. Linux only. */
export class Watch {
  private readonly looks: Look[] = [];
  private readonly began = performance.now();
  private readonly timer: NodeJS.Timeout;
  private looking: Promise<void> = Promise.resolve();
  private isLooking = false;
  private readonly failures: unknown[] = [];

  private constructor(
    private readonly pid: number,
    private readonly owner: string,
    everyS: number,
  ) {
    this.timer = setInterval(() => {
      if (this.isLooking) return; // a slow look must not make others wait until the load is over
      this.isLooking = true;
      this.looking = this.look()
        .catch((error: unknown) => void this.failures.push(error))
        .finally(() => (this.isLooking = false));
    }, everyS * 1_000).unref();
  }

  /**
   * Begins to look.
   * @param pid of the process of all services
   * @param owner the URL of their database server under its owner
   * @param everyS seconds between two looks
   */
  static start(pid: number, owner: string, everyS: number): Watch {
    return new Watch(pid, owner, everyS);
  }

  /** Looks no more. @returns what has been read @throws Error when more than half of the looks have failed */
  async stop(): Promise<Series[]> {
    clearInterval(this.timer);
    await this.looking;
    if (this.failures.length > this.looks.length) throw this.failures.at(-1);
    return seriesOf(this.looks);
  }

  private async look(): Promise<void> {
    const atS = (performance.now() - this.began) / 1_000;
    const status = await readFile(`/proc/${this.pid}/status`, 'utf8');
    const [, kib = ''] = /^VmRSS:\s+(\d+)/m.exec(status) ?? [];
    const files = (await readdir(`/proc/${this.pid}/fd`)).length;
    this.looks.push({ atS, mib: Number(kib) / KIB_A_MIB, files, tables: await tableSizes(this.owner) });
  }
}

/** Each series of some looks. A table that was made meanwhile counts from then on, if that is long enough. */
export function seriesOf(looks: readonly Look[]): Series[] {
  const sizes = looks.flatMap(({ atS, tables }) => tables.map((size) => ({ atS, ...size })));
  return [
    {
      name: 'memory of the services',
      unit: 'MiB',
      allowed: ALLOWED.memory,
      readings: looks.map(({ atS, mib }) => ({ atS, value: mib })),
    },
    {
      name: 'open files of the services',
      unit: 'files',
      allowed: ALLOWED.files,
      readings: looks.map(({ atS, files }) => ({ atS, value: files })),
    },
    ...[...Map.groupBy(sizes, ({ table }) => table)]
      .filter(([, readings]) => readings.length > looks.length / 2)
      .map(([table, readings]) => tableSeries(table, readings)),
  ];
}
