import { type Kysely, sql } from 'kysely';
import { canonical } from '../name.js';

export async function up(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ name: string }>`select distinct name from registration`.execute(db);
  const moved = rows.filter(({ name }) => ![name, ''].includes(canonical(name))).map(({ name }) => name);
  await sql`
    update registration set name = form.name
    from unnest(${moved}::text[], ${moved.map(canonical)}::text[]) as form (spelling, name)
    where registration.name = form.spelling
  `.execute(db);
}
