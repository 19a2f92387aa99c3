import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    comment on column platform.idempotency.key is
      'personal: the Idempotency-Key that a caller chose, or a keyed hash of what they sent, and a keyed hash of who they are, for a day'
  `.execute(db);
}
