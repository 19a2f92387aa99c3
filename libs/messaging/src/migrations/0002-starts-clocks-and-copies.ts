import { type Kysely, sql } from 'kysely';

/**
 * Starts get a table of their own, because a handler's transaction locks the inbox row while a stop takes them back. The
 * column `inbox.starts` remains for replicas of the previous version.
 *
 * A copy of a message that is in the hospital is a duplicate, or it would take effect beside its patient.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- The redelivered events whose handlers have started and not ended.
    create table messaging.started (
      event_id text primary key,
      starts int not null,
      started_at timestamptz not null default now()
    );
    create index on messaging.started (started_at);

    -- Claims an event for this transaction, unless it was dealt with before or is about a person who was erased.
    create or replace function messaging.enter(event text, person text) returns text language plpgsql as $$
    declare forgotten boolean := messaging.forgotten(person);
    begin
      insert into messaging.inbox (event_id, done) values (event, true)
      on conflict (event_id) do update set done = true where not inbox.done;
      if not found then return case when forgotten then 'erased' else 'duplicate' end; end if;
      if forgotten then return 'erased'; end if;
      -- The lock on the row comes first, so that no copy is admitted meanwhile.
      if exists (select from messaging.hospital where kind = 'event' and id = event) then
        update messaging.inbox set done = false where event_id = event;
        return 'duplicate';
      end if;
      return 'done';
    end $$;

    -- When the due time was set: in the future, if the clock has stepped back since.
    alter table messaging.retry add column since timestamptz not null default now();
    create index on messaging.retry (since);
    create index on messaging.retry (kind, due) where starts = 0;
    create index on messaging.retry (due) where starts > 0;
  `.execute(db);
}
