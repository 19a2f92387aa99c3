import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table welcome_pack (
      customer_id uuid primary key,
      tracking_id text,
      requested_at timestamptz not null default now()
    );
  `.execute(db);
}
