import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create schema platform;
    create table platform.idempotency (
      key text primary key,
      fingerprint text not null,
      -- given once, so that a repetition makes the same thing
      id uuid not null,
      answer jsonb,
      lease_until timestamptz,
      created_at timestamptz not null default now()
    );
    create index on platform.idempotency (created_at);

    comment on column platform.idempotency.answer is 'personal: what a request was answered, for a day';
  `.execute(db);
}
