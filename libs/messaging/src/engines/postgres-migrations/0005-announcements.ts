import { type Kysely, sql } from 'kysely';

/** Every role may NOTIFY any number. A consumer believes only one that was given to a message. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function newest() returns bigint
    language sql security definer begin atomic
      select last_value from queues.delivery_seq_seq;
    end;
  `.execute(db);
}
