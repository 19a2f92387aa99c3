import { sql } from 'kysely';
import type { Database } from './database.js';

const HOUR_MS = 3_600_000;
const BATCH = 1_000;

/** Rows of `table` go when `column` is older than so many days, and `unless` (a condition) does not hold. */
export interface RetentionRule {
  table: string;
  column: string;
  days: number;
  unless?: string;
}

/** Deletes once an hour what is older than its retention, a batch at a time, so that no long transaction blocks others. */
export class Retention {
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly database: Database,
    private readonly rules: readonly RetentionRule[],
    private readonly onError: (error: Error) => void,
  ) {}

  start(): void {
    this.timer = setInterval(() => void this.prune().catch(this.onError), HOUR_MS);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** Deletes everything that is due. */
  async prune(): Promise<void> {
    for (const rule of this.rules) while (await this.pruneBatch(rule)) continue;
  }

  /** True while there may be more. */
  private async pruneBatch({ table, column, days, unless = 'false' }: RetentionRule): Promise<boolean> {
    const { numAffectedRows } = await sql`
      delete from ${sql.table(table)} where ctid = any(array(
        select ctid from ${sql.table(table)}
        where ${sql.ref(column)} < now() - ${days} * interval '1 day' and not (${sql.raw(unless)})
        limit ${BATCH}))`.execute(this.database.query);
    return Number(numAffectedRows) === BATCH;
  }
}
