import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- The files that old messages were moved to. A replay that begins before the last day of them is refused.
    create table messaging.archive (
      file text primary key, -- within the folder that the operator chose
      source text not null check (source in ('outbox', 'inbox')),
      day date not null, -- in UTC
      messages int not null,
      sha256 text not null, -- of the text before it was compressed
      archived_at timestamptz not null default now()
    );
  `.execute(db);
}
