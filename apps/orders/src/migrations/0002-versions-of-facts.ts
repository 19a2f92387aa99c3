import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    comment on column fact.version is
      'any order: of what the service publishes itself, the place among the events that it published about the order';
  `.execute(db);
}
