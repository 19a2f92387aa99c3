import { type Kysely, sql } from 'kysely';

/**
 * A message that was taken stays in its page until a vacuum, with what it says of a person. No service may vacuum the
 * broker's table, so autovacuum does it within a minute (`autovacuum_naptime`), however few messages there are.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table queues.delivery set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1)`.execute(
    db,
  );
}
