import { type Kysely, sql } from 'kysely';
import type { Customer } from '../customer.js';
import { canonical, VISIBLE } from '../text.js';

interface Row {
  id: string;
  given: string;
  family: string;
  address: Customer['address'];
}

const BATCH = 1_000;

/** Brings names and addresses into the form of new ones. Their versions rise, so that no cache holds the old ones. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (let rows = await next(db); rows.length; rows = await next(db, rows.at(-1)?.id)) {
    const changed = rows.map((row) => [row, clean(row)] as const).filter(([row, to]) => !isSame(row, to));
    await sql`
      update customer
      set given_name = form.given, family_name = form.family, address = form.address, version = version + 1
      from jsonb_to_recordset(${JSON.stringify(changed.map(([, to]) => to))})
        as form (id uuid, given text, family text, address jsonb)
      where customer.id = form.id`.execute(db);
  }
}

async function next(db: Kysely<unknown>, after = '00000000-0000-0000-0000-000000000000'): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select id, given_name as given, family_name as family, address from customer
    where id > ${after} order by id limit ${BATCH}`.execute(db);
  return rows;
}

const isSame = (row: Row, other: Row) => JSON.stringify(row) === JSON.stringify(other);

function clean({ id, given, family, address }: Row): Row {
  const entries = Object.entries(address).map(([field, text]) => [field, cleanText(text)]);
  return { id, given: cleanText(given), family: cleanText(family), address: Object.fromEntries(entries) };
}

/** Without characters that are refused today; what has no others stays as it is. */
function cleanText(text: string): string {
  const form = canonical(text);
  if (VISIBLE.test(form)) return form || text;
  let shown = '';
  for (const character of form) if (VISIBLE.test(shown + character)) shown += character;
  return canonical(shown) || text;
}
