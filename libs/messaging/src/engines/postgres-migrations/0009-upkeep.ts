import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- What keeps the server from removing settled messages. Another role's transactions are visible to a superuser only, and
    -- to members of pg_read_all_stats.
    create function upkeep()
    returns table ("oldestTransactionSeconds" float8, "deadRows" bigint)
    language sql volatile security definer begin atomic
      select
        (select coalesce(max(extract(epoch from clock_timestamp() - xact_start)), 0)::float8 from pg_stat_activity
          where datname = current_database() and pid <> pg_backend_pid()
            and (backend_xid is not null or backend_xmin is not null)),
        (select n_dead_tup from pg_stat_user_tables where relid = 'queues.delivery'::regclass);
    end;
  `.execute(db);
}
