import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table verification (
      customer_id uuid not null,
      email_hash text not null,
      requested_at timestamptz not null default now(),
      sent_at timestamptz,
      verified_at timestamptz,
      primary key (customer_id, email_hash)
    );

    comment on column verification.email_hash is 'personal: keyed hash of the e-mail address';
  `.execute(db);
}
