import { type Kysely, sql } from 'kysely';

/** The type says whether the handler of an event that was dealt with may run again. Replicas of older versions leave it out. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table messaging.inbox add column type text;

    -- As in 0002, with the type.
    create function messaging.enter(event text, person text, event_type text) returns text language plpgsql as $$
    declare forgotten boolean := messaging.forgotten(person);
    begin
      insert into messaging.inbox (event_id, done, type) values (event, true, event_type)
      on conflict (event_id) do update set done = true, type = excluded.type where not inbox.done;
      if not found then return case when forgotten then 'erased' else 'duplicate' end; end if;
      if forgotten then return 'erased'; end if;
      -- The lock on the row comes first, so that no copy is admitted meanwhile.
      if exists (select from messaging.hospital where kind = 'event' and id = event) then
        update messaging.inbox set done = false where event_id = event;
        return 'duplicate';
      end if;
      return 'done';
    end $$;
  `.execute(db);
}
