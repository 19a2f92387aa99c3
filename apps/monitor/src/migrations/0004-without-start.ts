import { type Kysely, sql } from 'kysely';

/** Processes that wait for no deadline are judged again: those whose start was pruned stayed open for ever. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    update process set next_deadline = now() where state = 'running' and next_deadline is null;
  `.execute(db);
}
