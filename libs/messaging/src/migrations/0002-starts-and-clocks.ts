import { type Kysely, sql } from 'kysely';

/**
 * Starts get a table of their own, because a handler's transaction locks the inbox row while a stop takes them back. The
 * column `inbox.starts` remains for replicas of the previous version.
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

    -- When the due time was set: in the future, if the clock has stepped back since.
    alter table messaging.retry add column since timestamptz not null default now();
    create index on messaging.retry (since);
    create index on messaging.retry (kind, due) where starts = 0;
    create index on messaging.retry (due) where starts > 0;
  `.execute(db);
}
