import { type Kysely, sql } from 'kysely';

/**
 * Where mails about orders go. Of customers who verified their address before, a replay of the event that brought it fills
 * it in.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table recipient (
      customer_id uuid primary key,
      email text not null,
      given_name text not null,
      version int not null
    );
    insert into recipient (customer_id, email, given_name, version)
      select customer_id, email, given_name, version from verification
      where email is not null and given_name is not null;

    comment on column recipient.email is 'personal: e-mail address';
    comment on column recipient.given_name is 'personal: given name';
  `.execute(db);
}
