import { type Kysely, sql } from 'kysely';

/** A process is found by its key alone, and lists by state are read in their order. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index on process (key);
    create index on process (state, began_at, flow, key);
  `.execute(db);
}
