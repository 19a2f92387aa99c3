import { type Kysely, sql } from 'kysely';

/**
 * A name is kept only of customers who name friends: nobody else can be suggested. Whether they do is not known until their
 * registration is heard.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table contact
      add column names_friends boolean,
      add column given_name text,
      add column family_initial text,
      add check (names_friends is distinct from false or (given_name is null and family_initial is null));
    comment on column contact.given_name is 'personal: given name of a customer who names friends';
    comment on column contact.family_initial is 'personal: initial of the family name of a customer who names friends';

    update contact set names_friends = exists (select from wish where wish.customer_id = contact.customer_id);
  `.execute(db);
}
