import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table welcome_pack (
      customer_id uuid primary key,
      tracking_id text,
      requested_at timestamptz not null default now()
    );

    comment on column welcome_pack.tracking_id is 'personal: tracking number of a parcel';
  `.execute(db);
}
