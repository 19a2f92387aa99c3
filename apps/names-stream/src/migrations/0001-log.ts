import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table log (
      id int primary key check (id = 1),
      last bigint not null
    );
    insert into log values (1, 0);
    create table entry (
      "offset" bigint primary key,
      name text not null,
      sex text not null,
      count int not null,
      at timestamptz not null
    );

    comment on column entry."offset" is 'any order: entries are numbered as they arrive';
  `.execute(db);
}
