import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table password_reset (
      id uuid primary key,
      customer_id uuid not null references credential on delete cascade,
      requested_at timestamptz not null default now()
    );
    create index on password_reset (customer_id);
    create index on password_reset (requested_at);

    comment on column password_reset.requested_at is
      'personal: when somebody asked to set a new password, until it is set or the link has expired';
  `.execute(db);
}
