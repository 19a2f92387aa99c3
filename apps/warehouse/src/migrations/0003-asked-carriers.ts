import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- when the carrier was last asked to book the parcel and may have done so; null while it certainly has not
    alter table customer_order add column asked_at timestamptz;
  `.execute(db);
}
