import { type Kysely, sql } from 'kysely';

/** Every process is judged again: steps count as done of which the beginning never came. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    update process set next_deadline = now();
  `.execute(db);
}
