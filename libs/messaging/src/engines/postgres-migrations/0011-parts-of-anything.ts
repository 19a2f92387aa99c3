import { type Kysely, sql } from 'kysely';

/** A body that is no JSON object has no fields. It must not keep the other events of its batch from being published. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create or replace function queues.part_of(body bytea, fields jsonb) returns bytea
    language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
    begin
      return (
        select convert_to(coalesce(json_object_agg(key, value), '{}')::text, 'UTF8')
        from json_each(convert_from(body, 'UTF8')::json) where fields ? key);
    exception when data_exception or program_limit_exceeded then
      return convert_to('{}', 'UTF8');
    end $$;
  `.execute(db);
}
