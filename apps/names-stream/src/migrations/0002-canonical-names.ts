import { type Kysely, sql } from 'kysely';
import { canonical } from '../name.js';

/** Every entry keeps its offset: two spellings of one name stay two entries, as they were two registrations. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ name: string }>`select distinct name from entry`.execute(db);
  const moved = rows.filter(({ name }) => ![name, ''].includes(canonical(name))).map(({ name }) => name);
  await sql`
    update entry set name = form.name
    from unnest(${moved}::text[], ${moved.map(canonical)}::text[]) as form (spelling, name)
    where entry.name = form.spelling
  `.execute(db);
}
