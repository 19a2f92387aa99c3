import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create schema messaging;

    -- What this service says. The columns are those that Debezium's outbox router reads, by other names.
    create table messaging.outbox (
      seq bigint generated always as identity primary key,
      id uuid not null unique,
      type text not null,
      subject text not null,
      datasubject text,
      attributes jsonb not null,
      body jsonb,
      created_at timestamptz not null default now(),
      sent_at timestamptz
    );
    create index on messaging.outbox (seq) where sent_at is null;
    create index on messaging.outbox (created_at);
    create index on messaging.outbox (datasubject) where datasubject is not null;

    -- What this service heard: one row per event id, kept longer than anything can be replayed.
    create table messaging.inbox (
      event_id text primary key,
      done boolean not null,
      starts int not null default 0,
      received_at timestamptz not null default now()
    );
    create index on messaging.inbox (received_at);

    -- What is tried again: events whose handler failed, and effects outside the database.
    create table messaging.retry (
      id text not null,
      kind text not null check (kind in ('event', 'effect')),
      type text not null,
      attributes jsonb not null,
      body bytea not null,
      datasubject text,
      attempts int not null default 0,
      starts int not null default 0,
      due timestamptz not null, -- while it is attempted: when it may be taken for dead
      errors jsonb not null default '[]',
      created_at timestamptz not null default now(),
      primary key (kind, id)
    );
    create index on messaging.retry (due);

    -- What could not be helped: kept, with the reason, until somebody acts on it.
    create table messaging.hospital (
      ward_id bigint generated always as identity primary key,
      id text not null,
      kind text not null check (kind in ('event', 'effect')),
      type text,
      attributes jsonb not null,
      body bytea not null,
      datasubject text,
      correlation_id text,
      reason text not null,
      error_class text not null,
      message text not null,
      stack text,
      attempts int not null,
      errors jsonb not null default '[]',
      admitted_at timestamptz not null default now(),
      unique (kind, id)
    );

    -- Whom this service has forgotten. What comes later about them is dropped.
    create table messaging.tombstone (
      datasubject text primary key,
      erased_at timestamptz not null default now()
    );

    -- Whether a person was forgotten. Holds an erasure of them off until this transaction ends (and waits for one that
    -- is under way), so that nothing about them is written down behind its back.
    create function messaging.forgotten(person text) returns boolean language plpgsql as $$
    begin
      if person is null then return false; end if;
      perform pg_advisory_xact_lock_shared(hashtextextended(person, 0));
      return exists (select from messaging.tombstone where datasubject = person);
    end $$;

    -- Claims an event for this transaction, unless it was dealt with before or is about somebody forgotten.
    create function messaging.enter(event text, person text) returns text language plpgsql as $$
    declare forgotten boolean := messaging.forgotten(person);
    begin
      insert into messaging.inbox (event_id, done) values (event, true)
      on conflict (event_id) do update set done = true where not inbox.done;
      return case when forgotten then 'erased' when found then 'done' else 'duplicate' end;
    end $$;

    comment on column messaging.outbox.body is 'personal: what an event says of a person (OUTBOX_DAYS)';
    comment on column messaging.retry.body is 'personal: what a message says of a person, until it is dealt with';
    comment on column messaging.hospital.body is 'personal: what a message says of a person, until somebody acts on it';
  `.execute(db);
}
