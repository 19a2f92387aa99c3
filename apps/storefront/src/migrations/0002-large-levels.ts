import { type Kysely, sql } from 'kysely';

/** A level may be as large as the warehouse says. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // oxlint-disable-next-line troupe/no-undeclared-contraction -- numbers of before are numbers of after
  await sql`alter table record alter column available type bigint`.execute(db);
}
