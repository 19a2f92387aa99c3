import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table top10 (
      scope text primary key,
      version int not null,
      boys jsonb not null,
      girls jsonb not null,
      as_of timestamptz not null
    )
  `.execute(db);
}
