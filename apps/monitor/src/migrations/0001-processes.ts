import { type Kysely, sql } from 'kysely';

/** Ids and types of events only: no data about people but the opaque ids that name processes. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table process (
      flow text not null,
      key text not null,
      expected text[] not null,
      seen jsonb not null default '{}',
      began_at timestamptz not null,
      state text not null default 'running' check (state in ('running', 'stuck', 'done', 'failed', 'abandoned')),
      steps jsonb not null default '{}',
      missing text[] not null default '{}',
      next_deadline timestamptz,
      judged_up_to timestamptz not null default 'epoch',
      changed_at timestamptz not null default now(),
      primary key (flow, key)
    );
    create index on process (next_deadline) where next_deadline is not null;
    create index on process (flow, state) where state in ('running', 'stuck');
    create index on process (began_at, flow, key);

    create table sighting (
      flow text not null,
      key text not null,
      event_id uuid not null,
      type text not null,
      source text not null,
      subject text not null,
      correlation_id text not null,
      causation_id text not null,
      trace_id text,
      occurred_at timestamptz not null,
      recorded_at timestamptz not null,
      primary key (flow, key, event_id),
      foreign key (flow, key) references process on delete cascade
    );
    create index on sighting (correlation_id);

    comment on column process.changed_at is 'any order: the time of the last change';
  `.execute(db);
}
