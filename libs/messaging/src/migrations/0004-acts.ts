import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- Where the last attempt failed: the first frame of its stack that is ours.
    alter table messaging.hospital add column place text;

    -- The same for messages that failed alike.
    alter table messaging.hospital add column fingerprint text not null generated always as (
      to_hex(hashtextextended(error_class || ' ' || coalesce(place, '') || ' ' || coalesce(type, ''), 0))) stored;
    create index on messaging.hospital (fingerprint);

    -- What operators did to messages that wait or were given up.
    create table messaging.act (
      act_id bigint generated always as identity primary key,
      at timestamptz not null default now(),
      act text not null,
      who text not null,
      why text not null,
      kind text not null,
      id text not null,
      type text,
      correlation_id text
    );
    create index on messaging.act (kind, id);
  `.execute(db);
}
