import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table known_network (
      customer_id uuid not null references credential on delete cascade,
      network text not null,
      last_used_at timestamptz not null default now(),
      primary key (customer_id, network)
    );
    create index on known_network (last_used_at);

    comment on column known_network.network is 'personal: keyed hash of a network address of log-ins, for 90 days';
  `.execute(db);
}
