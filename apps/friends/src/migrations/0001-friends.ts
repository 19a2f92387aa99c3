import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table contact (
      customer_id uuid primary key,
      email_hash text not null,
      version int not null
    );
    create index on contact (email_hash);
    create table wish (
      customer_id uuid not null,
      friend_hash text not null,
      primary key (customer_id, friend_hash)
    );
    create index on wish (friend_hash);
    create table suggestion (
      customer_id uuid not null,
      friend_id uuid not null,
      primary key (customer_id, friend_id)
    );
    create index on suggestion (friend_id);

    comment on column contact.email_hash is 'personal: keyed hash of the e-mail address';
    comment on column wish.friend_hash is 'personal: keyed hash of a friend’s e-mail address';
  `.execute(db);
}
