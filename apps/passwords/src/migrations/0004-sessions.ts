import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table session (
      id uuid primary key,
      customer_id uuid not null references credential on delete cascade,
      began_at timestamptz not null default now(),
      refreshed_at timestamptz not null default now()
    );
    create index on session (customer_id);
    create index on session (began_at);
    create index on session (refreshed_at);

    -- All tokens of a session are kept until it ends, so that one that comes again is recognized.
    create table refresh_token (
      hash text primary key,
      session_id uuid not null references session on delete cascade,
      -- the token in exchange for which this one was issued
      predecessor text,
      -- -infinity when another answer to the same exchange was used
      exchanged_at timestamptz
    );
    create index on refresh_token (session_id);
    create index on refresh_token (predecessor);

    comment on column session.began_at is 'personal: when a person logged in, until the session ends';
    comment on column session.refreshed_at is 'personal: when a person last used a session, until it ends';
  `.execute(db);
}
