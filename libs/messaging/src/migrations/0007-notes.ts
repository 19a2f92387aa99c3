import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- What operators note about a message that was given up, and about messages that failed alike.
    create table messaging.note (
      kind text not null check (kind in ('event', 'effect', 'group')),
      id text not null, -- of the message; of a group, its fingerprint
      note text,
      owner text,
      who text not null,
      at timestamptz not null default now(),
      primary key (kind, id)
    );
  `.execute(db);
}
