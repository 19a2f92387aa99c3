import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table credential (
      customer_id uuid primary key,
      hash text not null,
      -- without an address nobody can log in with it
      email text,
      version int,
      created_at timestamptz not null default now()
    );
    create index on credential (email);
    create index on credential (created_at) where email is null;

    comment on column credential.hash is 'personal: argon2id hash of the password';
    comment on column credential.email is 'personal: e-mail address';
  `.execute(db);
}
