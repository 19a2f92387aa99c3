import { sql } from 'kysely';
import type { Database } from './database.js';

const HOUR_MS = 3_600_000;
const BATCH = 1_000;

/** Deletes rows of `table` whose `column` is older than `days`, unless the condition `unless` (SQL) holds. */
export interface RetentionRule {
  table: string;
  column: string;
  days: number;
  unless?: string;
}

/** Deletes expired rows once an hour, in batches, so that no long transaction blocks others. It skips locked rows. */
export class Retention {
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly database: Database,
    private readonly rules: readonly RetentionRule[],
    private readonly onError: (error: Error) => void,
  ) {}

  start(): void {
    this.timer = setInterval(() => void this.prune((error) => this.onError(error)), HOUR_MS);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** Deletes every expired row. @param onError takes what keeps one rule from being followed; the others are */
  async prune(
    onError = (error: Error): void => {
      throw error;
    },
  ): Promise<void> {
    for (const rule of this.rules) await this.follow(rule).catch(onError);
  }

  private async follow(rule: RetentionRule): Promise<void> {
    while (await this.pruneBatch(rule)) continue;
  }

  /** True when there may be more. */
  private async pruneBatch({ table, column, days, unless = 'false' }: RetentionRule): Promise<boolean> {
    const { numAffectedRows } = await sql`
      delete from ${sql.table(table)} where ctid = any(array(
        select ctid from ${sql.table(table)}
        where ${sql.ref(column)} < now() - ${days} * interval '1 day' and not (${sql.raw(unless)})
        limit ${BATCH} for update skip locked))`.execute(this.database.query);
    return Number(numAffectedRows) === BATCH;
  }
}
