import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- When a vacuum had removed what the erasure deleted; until then, the pages of the tables still hold it.
    alter table messaging.tombstone add column vacuumed_at timestamptz;
    create index on messaging.tombstone (erased_at) where vacuumed_at is null;
  `.execute(db);
}
