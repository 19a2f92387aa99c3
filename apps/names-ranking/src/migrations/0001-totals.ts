import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table total (
      sex text not null check (sex in ('male', 'female')),
      name text collate "C" not null,
      count int not null check (count > 0),
      primary key (sex, name)
    );
    create index total_by_rank on total (sex, count desc, name);

    -- One row: whoever changes the lists locks it.
    create table top10 (
      one boolean primary key default true check (one),
      version int not null,
      male jsonb not null,
      female jsonb not null
    );
    comment on column top10.version is 'any order: it counts the changes that were seen on the way';
    insert into top10 (version, male, female) values (0, '[]', '[]');
  `.execute(db);
}
