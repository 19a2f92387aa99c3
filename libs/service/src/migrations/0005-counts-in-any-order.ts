import { type Kysely, sql } from 'kysely';

/** What is counted depends on when and how often something is tried, and not on what a service keeps. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`comment on table platform.rate_limit is 'any order: counts of what was tried within a time'`.execute(
    db,
  );
}
