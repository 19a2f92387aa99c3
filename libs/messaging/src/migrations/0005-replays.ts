import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- Events of the outbox that are delivered to one hearer again, and how far that has come.
    create table messaging.replay (
      replay_id uuid primary key,
      hearer text not null,
      types text[] not null,
      since timestamptz not null,
      event_id uuid, -- of the only event
      position bigint not null, -- the seq in the outbox up to which everything was delivered
      last_seq bigint not null,
      total int not null,
      delivered int not null default 0,
      erased int not null default 0,
      who text not null,
      why text not null,
      began_at timestamptz not null default now(),
      ended_at timestamptz
    );
    create unique index on messaging.replay (hearer, types, since, event_id) nulls not distinct where ended_at is null;
  `.execute(db);
}
