import { type Kysely, sql } from 'kysely';

/** What was sent and came back is heard in any order. A record whose copies all came back was not bought. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- An invoice has one of each record, and no customer of the shop.
    alter table basket
      add column customer_id uuid,
      add column sent int not null default 1,
      add column returned int not null default 0;
    create index on basket (customer_id);
  `.execute(db);
}
