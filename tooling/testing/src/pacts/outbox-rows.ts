import type { Database } from '#libs/database';
import { sql } from 'kysely';

/** A row of the outbox. */
export interface OutboxRow {
  seq: string;
  attributes: Record<string, unknown>;
  body: object;
}

/** The outbox of a provider: exactly what the broker is given. */
export class OutboxRows {
  constructor(private readonly database: Database) {}

  /** The number of the newest row; 0 when there is none. */
  async newest(): Promise<bigint> {
    const { rows } = await sql<{ seq: string }>`
      select coalesce(max(seq), 0) as seq from messaging.outbox`.execute(this.database.query);
    return BigInt(rows[0]?.seq ?? 0);
  }

  /** The rows of a type in a range of numbers, oldest first. */
  async rows(type: string, after: bigint, until: bigint): Promise<OutboxRow[]> {
    const { rows } = await sql<OutboxRow>`
      select seq, attributes, body from messaging.outbox
      where type = ${type} and seq > ${String(after)} and seq <= ${String(until)}
      order by seq`.execute(this.database.query);
    return rows;
  }
}
