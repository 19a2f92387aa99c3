import { type Kysely, sql } from 'kysely';

/** Suggestions to people who did not name each other go: they told who is registered. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table verification (
      customer_id uuid not null,
      email_hash text not null,
      primary key (customer_id, email_hash)
    );
    comment on column verification.email_hash is 'personal: keyed hash of a verified e-mail address';

    delete from suggestion s where not exists (
      select from contact me
      join wish mine on mine.customer_id = me.customer_id
      join contact other on other.email_hash = mine.friend_hash
      join wish theirs on theirs.customer_id = other.customer_id and theirs.friend_hash = me.email_hash
      where me.customer_id = s.customer_id and other.customer_id = s.friend_id
    );
  `.execute(db);
}
