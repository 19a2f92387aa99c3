import { type Kysely, sql } from 'kysely';
import { canonical } from '../name.js';

export async function up(db: Kysely<unknown>): Promise<void> {
  // oxlint-disable-next-line troupe/no-undeclared-contraction -- older than releases
  await sql`
    alter table total
      alter column count type bigint,
      add constraint total_is_exact check (count <= 9007199254740991) -- in JSON, 2^53 - 1 is the largest exact number
  `.execute(db);
  const { rows } = await sql<{ name: string }>`select distinct name from total`.execute(db);
  const moved = rows.filter(({ name }) => ![name, ''].includes(canonical(name))).map(({ name }) => name);
  // Totals of spellings that are one name now become one. The list shows them once a registration changes it.
  await sql`
    with moved as (
      delete from total
      using unnest(${moved}::text[], ${moved.map(canonical)}::text[]) as form (spelling, name)
      where total.name = form.spelling
      returning total.sex, form.name, total.count
    )
    insert into total as known (sex, name, count)
    select sex, name, sum(count) from moved group by sex, name
    on conflict (sex, name) do update set count = known.count + excluded.count
  `.execute(db);
}
