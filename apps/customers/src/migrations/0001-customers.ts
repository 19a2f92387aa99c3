import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table customer (
      id uuid primary key,
      email text not null constraint email_is_unique unique,
      given_name text not null,
      family_name text not null,
      address jsonb not null,
      email_verified boolean not null,
      friend_hashes text[] not null,
      version int not null,
      registered_at timestamptz not null default now()
    );

    comment on column customer.email is 'personal: e-mail address';
    comment on column customer.given_name is 'personal: given name';
    comment on column customer.family_name is 'personal: family name';
    comment on column customer.address is 'personal: postal address';
    comment on column customer.friend_hashes is 'personal: keyed hashes of friends’ e-mail addresses';
  `.execute(db);
}
